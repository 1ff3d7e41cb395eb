import type { Terms } from './deadlines/terms.ts'
import type { MaskPreset } from './screening/mask-presets.ts'

/**
 * The names that the deployed stack, the functions and the local runner share: key attributes and indexes of each
 * table, prefixes in the record bucket, and the variables that carry an address into a function. Data only.
 */

/** A key: partition attribute and, where there is one, sort attribute. Strings unless `numeric` names the sort key. */
export interface KeyNames {
  readonly pk: string
  readonly sk?: string
  readonly numeric?: boolean
}

export interface TableNames {
  readonly key: KeyNames
  /** Secondary indexes by name; each holds keys only. */
  readonly indexes: Readonly<Record<string, KeyNames>>
  /** The attribute (epoch seconds) after which a row may vanish; the time is checked in code as well. */
  readonly ttl?: string
}

export const tables = {
  items: {
    key: { pk: 'id' },
    indexes: {
      /** unit#round → what waits there, oldest first. */
      queue: { pk: 'queue', sk: 'enteredAtId' },
      /** due#shard → what falls due, earliest first. */
      due: { pk: 'due', sk: 'dueAtId' },
      /** person → what this person works on, by last change. */
      mine: { pk: 'mine', sk: 'mineAt' },
    },
  },
  events: {
    key: { pk: 'chain', sk: 'seq', numeric: true },
    indexes: {
      byPerson: { pk: 'person', sk: 'at' },
      byMonth: { pk: 'month', sk: 'at' },
    },
  },
  access: { key: { pk: 'pk', sk: 'sk' }, indexes: {}, ttl: 'expiresAt' },
  registers: { key: { pk: 'pk', sk: 'sk' }, indexes: {} },
  tasks: {
    key: { pk: 'id' },
    indexes: {
      /** unit#open → by due time, unit#closed → by time of closing. */
      list: { pk: 'list', sk: 'sortId' },
    },
    /** Tasks stay; only the counters that bound readers' reports have it. */
    ttl: 'expiresAt',
  },
  notices: {
    key: { pk: 'id' },
    indexes: {
      /** `waiting` → by when it is to be sent, `failed` → by when it was last tried. */
      due: { pk: 'queue', sk: 'nextAtId' },
    },
    ttl: 'expiresAt',
  },
} as const satisfies Record<string, TableNames>

export type TableName = keyof typeof tables

/** Prefixes in the record bucket; the rest of a key is the SHA-256 of the stored bytes, in hex. */
export const recordPrefixes = {
  revisions: 'revisions/',
  reports: 'reports/',
  attachments: 'attachments/',
  lexicons: 'lexicons/',
  /** What was read in an attachment: under the digest of the attachment's bytes. */
  texts: 'texts/',
} as const

/** Where browsers put files before they are taken in: `uploads/<item>/<person>/<ulid>/<file name>`. They stay for days only. */
export const uploadPrefix = 'uploads/'

/** Where files lie that are too large for an answer, under their digest, until they have been fetched. They stay for days only. */
export const exportPrefix = `${uploadPrefix}exports/`

/** Where the portal bucket holds what belongs to items. */
export const portalItemsPrefix = 'items/'

/** Metrics of our own; each has an alarm. */
export const metrics = {
  namespace: 'Sanshen',
  /** differences between portal and record that nobody may put right without looking */
  portalUnproven: 'PortalUnproven',
  /** notices that could not be sent and were given up */
  noticesGivenUp: 'NoticesGivenUp',
} as const

/** Variables of a function's environment. A function has those that it is bound to and no others. */
export const env = {
  itemsTable: 'ITEMS_TABLE',
  eventsTable: 'EVENTS_TABLE',
  accessTable: 'ACCESS_TABLE',
  registersTable: 'REGISTERS_TABLE',
  tasksTable: 'TASKS_TABLE',
  noticesTable: 'NOTICES_TABLE',
  recordBucket: 'RECORD_BUCKET',
  portalBucket: 'PORTAL_BUCKET',
  oidcIssuer: 'OIDC_ISSUER',
  oidcClientId: 'OIDC_CLIENT_ID',
  /** Only for a confidential client: the secret to read at start. Without it the client is public (PKCE alone). */
  oidcClientSecretArn: 'OIDC_CLIENT_SECRET_ARN',
  consoleOrigin: 'CONSOLE_ORIGIN',
  portalOrigin: 'PORTAL_ORIGIN',
  /** Who may bring themselves in while there is nobody yet, as JSON of `FirstAdministrator[]`. */
  firstAdministrators: 'FIRST_ADMINISTRATORS',
  /** The body's settings, as JSON of `BodySettings`. */
  body: 'BODY',
  /** The server that takes mails, as JSON of `MailSettings`. */
  smtp: 'SMTP',
  /** Only for a server that asks for one: the secret that holds the password. */
  smtpSecretArn: 'SMTP_SECRET_ARN',
  /** The secret that holds the addresses of chat groups, as JSON; see `shared/notices/webhooks.ts`. */
  webhooksSecretArn: 'WEBHOOKS_SECRET_ARN',
  /** Only of a function that gives things up itself: the queue that takes them. */
  undeliveredQueue: 'UNDELIVERED_QUEUE',
  checksums: 'AWS_REQUEST_CHECKSUM_CALCULATION',
  /** Milliseconds added to the clock. Set by the local runner alone; no deployed function may carry it. */
  clockShift: 'LOCAL_CLOCK_SHIFT_MS',
} as const

/** Somebody who administers a deployment from its first day; `subject` is their name at the sign-in provider. */
export interface FirstAdministrator {
  readonly name: string
  readonly email: string
  readonly subject: string
}

/** What the functions need to know of the body that publishes; carried in the variable `BODY`. */
export interface BodySettings {
  readonly name: string
  readonly shortName: string
  readonly contact: { readonly address: string, readonly phone: string, readonly email: string }
  /** 网站标识码 */
  readonly siteCode: string
  /** The first part of every index number (索引号). */
  readonly indexPrefix: string
  readonly units: readonly UnitSettings[]
  readonly columns: readonly { readonly id: string, readonly name: string }[]
  readonly tasks: TaskSettings
  /** where links in mails are to be worth less than they are by themselves */
  readonly links?: LinkSettings
  /** how long each review may take; `DEFAULT_TERMS` where nothing is said */
  readonly terms?: Terms
}

/** The server that takes mails, and in whose name they are sent. Every value is a text: deployments override them. */
export interface MailSettings {
  readonly host: string
  readonly port: string
  /** `tls` from the first byte, `starttls` after the greeting, or `none`: only for a server on the same machine */
  readonly security: string
  /** empty where the server asks for no sign-in */
  readonly user: string
  /** the address that mails come from */
  readonly from: string
  /** where servers send what they could not deliver; the address of `from` where empty */
  readonly bounces: string
}

/** What is asked of whoever comes by a link in a mail. It can be made stricter than it is, never laxer. */
export interface LinkSettings {
  /** `false`: a sign-in or a trusted phone at every review, not at the last alone */
  readonly codeSuffices?: boolean
  /** `false`: no phone takes the place of a sign-in */
  readonly trustedPhones?: boolean
  /** `false`: a link alone shows nothing of the item, not even with personal data covered */
  readonly contentByLink?: boolean
}

/** A unit of the body. */
export interface UnitSettings {
  readonly id: string
  readonly name: string
  /** how it masks columns of personal data, where that is not as is common; by kind */
  readonly masks?: MaskPreset
}

/** When published pages are swept, and how soon what is found wrong has to be settled. */
export interface TaskSettings {
  /** when the nightly sweep begins: an hour of Shanghai, 0 to 23 */
  readonly sweepHour: number
  /** working days after the day of opening: for a finding of the sweep by its level, else by where the task comes from */
  readonly dueDays: DueDays
}

export type DueDays = Readonly<Record<'block' | 'warn' | 'public_report' | 'superior' | 'self_check', number>>
