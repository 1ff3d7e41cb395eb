import type { Command } from './commands.ts'
import { refuse } from './refuse.ts'
import { isRuled, mustDispose } from './requirements.ts'
import { reviewAt, seesReport } from './separation.ts'
import { ruleOf } from './table.ts'
import type { Need } from './table.ts'
import type { Facts, Item, Refused, Unchanged } from './types.ts'

type Check = (item: Item, command: Command, facts: Facts) => Refused | Unchanged | undefined

const UNCHANGED: Unchanged = { accepted: true, unchanged: true }

/** What each need of the table asks of the command's own values. */
export const NEEDS: Readonly<Record<Need, Check>> = {
  words: (_item, command) => {
    const { words } = ruleOf(command.name)
    const missing = words?.fields.some((field) => String(Reflect.get(command, field)).trim() === '')
    return words && missing ? refuse(words.code) : undefined
  },
  seen: (item, command) => {
    if (!('seen' in command)) return undefined
    if (command.seen.revision !== item.revision) return refuse('stale_revision', { revision: item.revision })
    const report = item.report?.digest
    if (!seesReport(item, reviewAt(item)) || command.seen.report === report) return undefined
    return refuse('stale_report', report === undefined ? {} : { report })
  },
  base: (item, command) => {
    if (command.name !== 'save') return undefined
    if (command.revision.digest === item.revision) return UNCHANGED
    return command.base === item.revision ? undefined : refuse('stale_save', { revision: item.revision })
  },
  revision: (item, command) => command.name === 'submit' && command.revision !== item.revision
    ? refuse('stale_revision', { revision: item.revision }) : undefined,
  dispositions: (item, command, { findings }) => {
    if (command.name !== 'pass' || item.round !== 'screening') return undefined
    if (!findings) return refuse('not_screened')
    const list = command.dispositions?.list ?? []
    const known = new Set(findings.map(({ id }) => id))
    const unknown = list.filter(({ finding }) => !known.has(finding))
    if (unknown.length > 0) return refuse('unknown_finding', { findings: unknown.map(({ finding }) => finding) })
    const marks = findings.filter(({ id, stateMark }) =>
      stateMark && list.some(({ finding, as }) => finding === id && as !== 'ruled'))
    if (marks.length > 0) return refuse('state_secret_mark', { findings: marks.map(({ id }) => id) })
    const mute = list.filter(({ as, reason }) => as === 'excused' && reason.trim() === '')
    if (mute.length > 0) return refuse('reason_required', { findings: mute.map(({ finding }) => finding) })
    const open = findings.filter((finding) => mustDispose(finding) && !list.some((disposition) =>
      disposition.finding === finding.id && (disposition.as === 'excused' || isRuled(item, finding.id))))
    return open.length > 0 ? refuse('undisposed_findings', { findings: open.map(({ id }) => id) }) : undefined
  },
  rulings: (_item, command, { findings = [] }) => {
    if (command.name !== 'resume') return undefined
    const unknown = command.rulings.filter(({ finding }) => !findings.some(({ id }) => id === finding))
    if (unknown.length > 0) return refuse('unknown_finding', { findings: unknown.map(({ finding }) => finding) })
    const mute = command.rulings.some(({ text, authority }) => text.trim() === '' || authority.trim() === '')
    return mute ? refuse('reason_required') : undefined
  },
  release_time: (_item, command, { now }) => {
    if (command.name !== 'approve' || command.releaseAt === undefined) return undefined
    const at = Date.parse(command.releaseAt)
    if (!(at > Date.parse(now))) return refuse('release_in_past', { at: command.releaseAt })
    const limit = new Date(now)
    limit.setUTCFullYear(limit.getUTCFullYear() + 1)
    return at > limit.getTime() ? refuse('release_too_far', { at: command.releaseAt, limit: limit.toISOString() }) : undefined
  },
  report: (item, command, { activeEdition }) => {
    if (command.name !== 'screen') return undefined
    const { report } = command
    if (report.revision !== item.revision) return refuse('stale_revision', { revision: item.revision })
    if (report.edition !== activeEdition) return refuse('lexicon_outdated', { edition: activeEdition })
    return report.digest === item.report?.digest ? UNCHANGED : undefined
  },
  version: (item, command) => {
    if (command.name !== 'publish') return undefined
    const { revision, version } = command.published
    return revision === item.revision && version === (item.published?.version ?? 0) + 1
      ? undefined : refuse('stale_revision', { revision: item.revision })
  },
  delivered: (item, command) => {
    if (command.name !== 'deliver') return undefined
    return item.portalPending && command.seq >= (item.portalSeq ?? 0) ? undefined : UNCHANGED
  },
}
