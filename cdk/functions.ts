import { Duration } from 'aws-cdk-lib'
import { env, metrics, portalItemsPrefix, recordPrefixes, tables, uploadPrefix } from '../shared/names.ts'
import type { MailSettings } from '../shared/names.ts'
import type { RecordStack } from './record-stack.ts'
import type { Binding } from './function.ts'
import { bucket, secret, table, values } from './bindings.ts'
import { firstAdministrators } from './first-administrators.ts'
import { checkMasks } from './check-masks.ts'
import { checkTasks } from './check-tasks.ts'
import type { Settings } from './settings.ts'

/** What wakes a function besides the API: the items' stream or the minute. */
export type Trigger = 'stream' | 'minute'

export interface FunctionPlan {
  readonly timeout: Duration
  readonly memorySize?: number
  readonly triggers?: readonly Trigger[]
  /** A number that the function counts itself, with an alarm when it is more than none. */
  readonly watched?: string
  /** Whether it gives things up by itself, which go to its queue of what was not delivered. */
  readonly givesUp?: true
  readonly bindings: readonly Binding[]
}

/** Addresses that a deployment may override, as template tokens. */
export interface Addresses {
  readonly consoleOrigin: string
  readonly portalOrigin: string
  readonly oidcIssuer: string
  readonly smtp: MailSettings
}

export const functionNames = ['auth', 'console', 'decide', 'report', 'audit', 'screen', 'extract', 'publish', 'notify', 'clock'] as const

export type FunctionName = (typeof functionNames)[number]

/** Each function with what it uses: the one place where a function is given a right. */
export function planFunctions(
  record: RecordStack, settings: Settings, addresses: Addresses,
): Record<FunctionName, FunctionPlan> {
  const { items, events, access, registers, tasks, notices } = record.tables
  const index = {
    items: Object.keys(tables.items.indexes),
    events: Object.keys(tables.events.indexes),
    tasks: Object.keys(tables.tasks.indexes),
    notices: Object.keys(tables.notices.indexes),
  }
  const everything = Object.values(recordPrefixes)

  checkTasks(settings.body.tasks)
  checkMasks(settings.body)
  const body = values({ [env.body]: JSON.stringify(settings.body) })
  const origins = values({
    [env.consoleOrigin]: addresses.consoleOrigin,
    [env.portalOrigin]: addresses.portalOrigin,
  })
  const signIn = [
    values({ [env.oidcIssuer]: addresses.oidcIssuer, [env.oidcClientId]: settings.oidc.clientId }),
    ...(settings.oidc.clientSecretArn ? [secret(env.oidcClientSecretArn, settings.oidc.clientSecretArn)] : []),
  ]

  return {
    auth: {
      timeout: Duration.seconds(15),
      bindings: [
        ...signIn, body, origins,
        values({ [env.firstAdministrators]: JSON.stringify(firstAdministrators(settings)) }),
        table(env.accessTable, access, ['read', 'change', 'remove']),
        table(env.eventsTable, events, ['read', 'append']),
        // It tells people what became of their codes and phones.
        table(env.noticesTable, notices, ['append']),
      ],
    },
    console: {
      timeout: Duration.seconds(25),
      memorySize: 1024,
      bindings: [
        body, origins,
        // New people and further sign-ins are most often those of this provider.
        values({ [env.oidcIssuer]: addresses.oidcIssuer }),
        table(env.itemsTable, items, ['read', 'change'], index.items),
        table(env.eventsTable, events, ['read', 'append'], index.events),
        table(env.tasksTable, tasks, ['read', 'change'], index.tasks),
        table(env.noticesTable, notices, ['read', 'append'], index.notices),
        table(env.accessTable, access, ['read', 'change', 'remove']),
        table(env.registersTable, registers, ['read', 'change']),
        bucket(env.recordBucket, record.record, ['read'], everything),
        bucket(env.recordBucket, record.record, ['write'], everything.filter((prefix) => prefix !== recordPrefixes.texts)),
        // It signs the forms by which browsers put files there, and takes in what came.
        bucket(env.recordBucket, record.record, ['read', 'write'], [uploadPrefix]),
      ],
    },
    // Behind a link in a mail: one decision on one item. It neither screens nor lists, and removes nothing.
    decide: {
      timeout: Duration.seconds(25),
      memorySize: 1024,
      bindings: [
        body, origins,
        table(env.itemsTable, items, ['read', 'change']),
        table(env.eventsTable, events, ['read', 'append']),
        table(env.accessTable, access, ['read', 'change']),
        table(env.registersTable, registers, ['read']),
        bucket(env.recordBucket, record.record, ['read'], [recordPrefixes.revisions, recordPrefixes.reports, recordPrefixes.attachments]),
        // What is said of findings is stored beside their report.
        bucket(env.recordBucket, record.record, ['write'], [recordPrefixes.reports]),
      ],
    },
    // For anybody at all: it knows what is public, and adds tasks.
    report: {
      timeout: Duration.seconds(15),
      bindings: [
        body, origins,
        table(env.itemsTable, items, ['read']),
        table(env.eventsTable, events, ['append']),
        table(env.tasksTable, tasks, ['read', 'change']),
      ],
    },
    audit: {
      timeout: Duration.seconds(25),
      memorySize: 1024,
      bindings: [
        body, origins,
        table(env.itemsTable, items, ['read'], index.items),
        table(env.eventsTable, events, ['read'], index.events),
        table(env.tasksTable, tasks, ['read'], index.tasks),
        table(env.accessTable, access, ['read']),
        bucket(env.recordBucket, record.record, ['read'], [recordPrefixes.revisions, recordPrefixes.reports]),
      ],
    },
    screen: {
      timeout: Duration.seconds(60),
      memorySize: 1024,
      triggers: ['stream'],
      bindings: [
        body,
        table(env.itemsTable, items, ['read', 'change']),
        table(env.eventsTable, events, ['read', 'append']),
        table(env.accessTable, access, ['read', 'append']),
        table(env.registersTable, registers, ['read']),
        bucket(env.recordBucket, record.record, ['read'], everything),
        bucket(env.recordBucket, record.record, ['write'], [recordPrefixes.reports]),
      ],
    },
    extract: {
      timeout: Duration.minutes(5),
      memorySize: 2048,
      triggers: ['stream'],
      bindings: [
        bucket(env.recordBucket, record.record, ['read'], [recordPrefixes.revisions, recordPrefixes.attachments, recordPrefixes.texts]),
        bucket(env.recordBucket, record.record, ['write'], [recordPrefixes.texts]),
      ],
    },
    publish: {
      timeout: Duration.seconds(60),
      memorySize: 1024,
      triggers: ['stream'],
      bindings: [
        body, origins,
        table(env.itemsTable, items, ['read', 'change']),
        table(env.eventsTable, events, ['read', 'append']),
        table(env.accessTable, access, ['read', 'append']),
        table(env.registersTable, registers, ['read', 'change']),
        bucket(env.recordBucket, record.record, ['read'], [recordPrefixes.revisions, recordPrefixes.attachments]),
        bucket(env.portalBucket, record.portal, ['read', 'write']),
      ],
    },
    notify: {
      timeout: Duration.seconds(55),
      triggers: ['stream', 'minute'],
      watched: metrics.noticesGivenUp,
      givesUp: true,
      bindings: [
        body, origins,
        values({ [env.smtp]: JSON.stringify(addresses.smtp) }),
        ...(settings.mail.passwordSecretArn ? [secret(env.smtpSecretArn, settings.mail.passwordSecretArn)] : []),
        ...(settings.webhooksSecretArn ? [secret(env.webhooksSecretArn, settings.webhooksSecretArn)] : []),
        table(env.noticesTable, notices, ['read', 'append'], index.notices),
        // It says in an item's trail who could not be reached.
        table(env.itemsTable, items, ['read', 'change']),
        table(env.eventsTable, events, ['read', 'append'], ['byMonth']),
        table(env.accessTable, access, ['read', 'append']),
        table(env.registersTable, registers, ['read']),
        table(env.tasksTable, tasks, ['read'], index.tasks),
        bucket(env.recordBucket, record.record, ['read'], [recordPrefixes.reports]),
      ],
    },
    clock: {
      timeout: Duration.seconds(55),
      memorySize: 1024,
      triggers: ['minute'],
      bindings: [
        body, origins,
        table(env.tasksTable, tasks, ['read', 'change'], index.tasks),
        table(env.noticesTable, notices, ['append']),
        table(env.itemsTable, items, ['read', 'change'], index.items),
        table(env.eventsTable, events, ['read', 'append']),
        table(env.accessTable, access, ['read', 'append']),
        table(env.registersTable, registers, ['read', 'change']),
        bucket(env.recordBucket, record.record, ['read'], everything),
        bucket(env.recordBucket, record.record, ['write'], [recordPrefixes.reports]),
        bucket(env.portalBucket, record.portal, ['read', 'write']),
        // What lies there of an item that is not public. Its bytes stay as an older version that no reader can fetch.
        bucket(env.portalBucket, record.portal, ['remove'], [portalItemsPrefix]),
      ],
    },
  }
}
