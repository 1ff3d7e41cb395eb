import { createHash } from 'node:crypto'
import type { Draft, Notice } from './types.ts'

/** The id of a notice: the same kind, reason and addressee give the same one. */
export function noticeId({ kind, channel, person, unit, item, task, seq, ask, step, mark }: Draft): string {
  return digest('notice', [kind, channel, person ?? '', unit, item ?? '', task ?? '', String(seq ?? ''), ask ?? '', step ?? '', mark ?? ''])
}

/**
 * The Message-ID of a mail about these notices: sent twice, it is the same, so that mailboxes show one.
 *
 * @param origin of the console: its host names the place
 */
export function messageId(notices: readonly Pick<Notice, 'id'>[], origin: string): string {
  return `<${digest('mail', notices.map(({ id }) => id).toSorted()).slice(0, 40)}@${hostOf(origin)}>`
}

/** An id that all mails about one item refer to, so that mail programs keep them together. */
export function threadId(item: string, origin: string): string {
  return `<item-${item.toLowerCase()}@${hostOf(origin)}>`
}

/** The name of the console's place, as it may stand in a header. */
export function hostOf(origin: string): string {
  return new URL(origin).hostname.replaceAll(/[^a-z\d.-]/gu, '') || 'localhost'
}

function digest(kind: string, parts: readonly string[]): string {
  return createHash('sha256').update(`sanshen/${kind}/v1\n${JSON.stringify(parts)}`).digest('hex')
}
