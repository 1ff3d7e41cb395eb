import { now } from '../now.ts'
import type { Answer, Channel, Record, StoredReport } from '../record/index.ts'
import { standingDispositions } from '../record/dispositions.ts'
import { screenContent } from '../screening/index.ts'
import { isRuled, mustDispose } from '../workflow/requirements.ts'
import { COMMANDS } from '../workflow/table.ts'
import type { Round } from '../workflow/states.ts'
import type { Disposition, Item } from '../workflow/types.ts'
import type { LexiconRecord } from './lexicon.ts'
import { activeLexicon } from './lexicon.ts'
import { screenAttachments, withFiles } from './attachments.ts'
import { systemActor } from './system.ts'

/** What screening needs of the record. */
export type ScreeningRecord = LexiconRecord & Pick<Record, 'content' | 'texts' | 'putReport' | 'dispositions' | 'execute'>

/** How long reading the attachments of an item may take before its screening goes on without them. */
const READING_MS = 20 * 60_000

/** Whether an item waits for a report of its revision by the edition in force. */
export function lacksReport(item: Item, activeEdition: string): boolean {
  return isScreened(item.round)
    && (item.report?.revision !== item.revision || item.report.edition !== activeEdition)
}

/** Whether items that stand there are screened: where the rule takes a report. */
export function isScreened(round: Round): boolean {
  const rounds: readonly Round[] = COMMANDS.screen.rounds
  return rounds.includes(round)
}

/**
 * Screens what an item's reviewers are to decide on, unless that is done: makes the report, stores it and tells the item.
 * Whoever comes first does it, a page after a submit, the stream or the clock; the others find it done.
 *
 * @param channel the door through which it comes to be done
 * @returns the record's answer; nothing where there is nothing to do, where this code is not of the edition in force, or
 *   where an attachment is still being read
 * @throws what the record throws
 */
export async function screenItem(
  record: ScreeningRecord, item: Item, channel: Channel, at: Date = now(),
): Promise<Answer | undefined> {
  if (!isScreened(item.round)) return undefined
  const { lexicon, edition, active } = await activeLexicon(record)
  if (active !== edition || !lacksReport(item, active)) return undefined
  const content = await record.content(item.revision)
  const today = dayInShanghai(at)
  // What lies unread for too long counts as what cannot be read: somebody has to look at it then.
  const files = await screenAttachments(record, content.attachments, lexicon, today, at.getTime() - Date.parse(item.enteredAt) > READING_MS)
  if (!files) return undefined
  const report: StoredReport = { revision: item.revision, ...withFiles(screenContent(content, lexicon, { today }), files) }
  const [digest, dispositions] = await Promise.all([record.putReport(report), standingDispositions(record, item)])
  return record.execute({
    itemId: item.id, actor: systemActor('screen', item.unit), channel, at,
    // Two that screen the same state send the same command; a later state may need the same report again.
    commandId: `screen-${item.id}-${item.seq}-${digest}`,
    command: {
      name: 'screen', undisposed: undisposed(report, item, dispositions),
      report: { digest, revision: item.revision, edition: report.edition, counts: report.counts },
    },
  })
}

function undisposed(report: StoredReport, item: Item, dispositions: readonly Disposition[]): number {
  const disposed = new Set(dispositions.flatMap(({ finding, as }) => as === 'excused' || isRuled(item, finding) ? [finding] : []))
  return report.findings.filter((finding) => mustDispose(finding) && !disposed.has(finding.id)).length
}

function dayInShanghai(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}
