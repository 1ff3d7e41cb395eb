import { createHmac } from 'node:crypto'
import * as z from 'zod/mini'
import { sayIn } from '../web/words.ts'
import { reminderText } from './reminder.ts'
import type { Groups } from './send.ts'
import type { Sent } from './smtp.ts'
import type { Channel } from './types.ts'

// An address holds the key of its group: it goes out encrypted, or to this very machine.
const url = z.url().check(z.refine((text) => {
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && (hostname === '127.0.0.1' || hostname === 'localhost'))
}))

/** The groups of each unit, as the secret holds them: `{"<unit>": {"wecom": {"url": …}, "dingtalk": {"url": …, "secret": …}}}`. */
export const groupsSchema = z.record(z.string(), z.object({
  wecom: z.optional(z.object({ url })),
  dingtalk: z.optional(z.object({ url, secret: z.optional(z.string().check(z.minLength(1))) })),
}))
export type GroupSettings = z.infer<typeof groupsSchema>

const PATIENCE_MS = 10_000
/** What both services take in one text, in bytes. */
const LONGEST = 2000

/** Numbers by which the services say that it is too much, or that they are busy; any other says that our settings are wrong. */
const BUSY: readonly number[] = [-1, 45009, 45033, 130101, 130102]

/** The channels of a unit besides mail. */
export function groupsOf(settings: GroupSettings, unit: string): Exclude<Channel, 'mail'>[] {
  const { wecom, dingtalk } = settings[unit] ?? {}
  return [...wecom ? ['wecom' as const] : [], ...dingtalk ? ['dingtalk' as const] : []]
}

/** The way to the groups of units: 企业微信群机器人 and 钉钉自定义机器人, which take JSON by POST. */
export function openGroups(settings: GroupSettings, now: () => Date): Groups {
  return {
    async send({ unit, channel, names = [] }, telling) {
      const group = settings[unit]
      const to = channel === 'dingtalk' ? group?.dingtalk && signedUrl(group.dingtalk, now()) : group?.wecom?.url
      if (to === undefined) return { kind: 'never', failure: 'address' }
      const content = withinBytes(reminderText({ ...telling, names }, sayIn('zh'), 'zh'))
      return post(to, { msgtype: 'text', text: { content } })
    },
  }
}

/**
 * The address of a 钉钉 robot with the signature that it asks for: HMAC-SHA256 of the time and the secret, by the secret,
 * in Base64. Without a secret the robot is protected otherwise (keywords, networks).
 */
export function signedUrl({ url: address, secret }: { readonly url: string, readonly secret?: string | undefined }, now: Date): string {
  if (secret === undefined) return address
  const timestamp = String(now.getTime())
  const signed = new URL(address)
  signed.searchParams.set('timestamp', timestamp)
  signed.searchParams.set('sign', createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64'))
  return signed.href
}

const answerSchema = z.object({ errcode: z.number() })

async function post(to: string, message: object): Promise<Sent> {
  try {
    const response = await fetch(to, {
      method: 'POST', headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(message),
      redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS),
    })
    if (!response.ok) {
      await response.body?.cancel()
      const ours = response.status < 500 && response.status !== 429
      return { kind: 'later', failure: ours ? 'configuration' : 'unanswered', down: false, answer: response.status }
    }
    const { errcode } = answerSchema.parse(await response.json())
    if (errcode === 0) return { kind: 'sent' }
    return { kind: 'later', failure: BUSY.includes(errcode) ? 'unanswered' : 'configuration', down: false, answer: errcode }
  } catch {
    // Whatever went wrong names the address: nothing of it is kept.
    return { kind: 'later', failure: 'unanswered', down: false }
  }
}

function withinBytes(text: string): string {
  if (Buffer.byteLength(text) <= LONGEST) return text
  // The address stands last and must stay whole.
  const link = text.slice(text.lastIndexOf('\n'))
  let head = text.slice(0, text.length - link.length)
  while (Buffer.byteLength(head) + Buffer.byteLength(link) > LONGEST) head = head.slice(0, -1)
  return `${head}${link}`
}
