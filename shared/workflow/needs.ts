import type { Command, CommandName, CommandOf } from './commands.ts'
import { refuse } from './refuse.ts'
import { isRuled, mustDispose } from './requirements.ts'
import { reviewAt, seesReport } from './separation.ts'
import { ruleOf } from './table.ts'
import type { Need } from './table.ts'
import type { Disposition, Facts, FindingFact, Instant, Item, Refused, Unchanged } from './types.ts'

type Check = (item: Item, command: Command, facts: Facts) => Refused | Unchanged | undefined

const UNCHANGED: Unchanged = { accepted: true, unchanged: true }

/** A check of what one command alone carries; it asks nothing of any other. */
function only<N extends CommandName>(
  name: N, check: (item: Item, command: CommandOf<N>, facts: Facts) => Refused | Unchanged | undefined,
): Check {
  return (item, command, facts) => isNamed(command, name) ? check(item, command, facts) : undefined
}

function isNamed<N extends CommandName>(command: Command, name: N): command is CommandOf<N> {
  return command.name === name
}

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
  base: only('save', (item, { base, revision }) => {
    if (revision.digest === item.revision) return UNCHANGED
    return base === item.revision ? undefined : refuse('stale_save', { revision: item.revision })
  }),
  revision: only('submit', (item, { revision }) =>
    revision === item.revision ? undefined : refuse('stale_revision', { revision: item.revision })),
  dispositions: only('pass', (item, { dispositions }, { findings }) => {
    if (item.round !== 'screening') return undefined
    return findings ? disposed(item, dispositions?.list ?? [], findings) : refuse('not_screened')
  }),
  rulings: only('resume', (_item, { rulings }, { findings }) => {
    const unknown = rulings.filter(({ finding }) => !findings?.some(({ id }) => id === finding))
    if (unknown.length > 0) return refuse('unknown_finding', { findings: unknown.map(({ finding }) => finding) })
    const mute = rulings.some(({ text, authority }) => text.trim() === '' || authority.trim() === '')
    return mute ? refuse('reason_required') : undefined
  }),
  release_time: only('approve', ({ kind, publicUntil }, { releaseAt }, { now }) => {
    if (releaseAt === undefined) return undefined
    const over = kind !== 'withdrawal' && publicUntil !== undefined && publicUntil <= releaseAt
    return releaseTime(releaseAt, now) ?? (over ? refuse('period_passed', { at: publicUntil }) : undefined)
  }),
  report: only('screen', (item, { report }, { activeEdition }) => {
    if (report.revision !== item.revision) return refuse('stale_revision', { revision: item.revision })
    if (report.edition !== activeEdition) return refuse('lexicon_outdated', { edition: activeEdition })
    return report.digest === item.report?.digest ? UNCHANGED : undefined
  }),
  version: only('publish', (item, { published }) => {
    const next = (item.published?.version ?? 0) + 1
    return published.revision === item.revision && published.version === next
      ? undefined : refuse('stale_revision', { revision: item.revision })
  }),
  reminder: only('remind', (item, { step }) => item.reminded?.includes(step) ? UNCHANGED : undefined),
  unreached: only('unreached', (item, { person }) => item.unreached?.includes(person) ? UNCHANGED : undefined),
  reached: only('reached', (item, { person }) => item.unreached?.includes(person) ? undefined : UNCHANGED),
  wish: only('submit', (_item, { wishAt }, { now }) => wishAt === undefined ? undefined : releaseTime(wishAt, now)),
  delivered: only('deliver', (item, { seq }) =>
    item.portalPending && seq >= (item.portalSeq ?? 0) ? undefined : UNCHANGED),
}

/** A release lies ahead, at most a year. */
function releaseTime(releaseAt: Instant, now: Instant): Refused | undefined {
  const at = Date.parse(releaseAt)
  if (!(at > Date.parse(now))) return refuse('release_in_past', { at: releaseAt })
  const limit = new Date(now)
  limit.setUTCFullYear(limit.getUTCFullYear() + 1)
  return at > limit.getTime() ? refuse('release_too_far', { at: releaseAt, limit: limit.toISOString() }) : undefined
}

/** Every block and warn finding is excused with a reason or ruled on; a state-secret mark only the latter. */
function disposed(item: Item, list: readonly Disposition[], findings: readonly FindingFact[]): Refused | undefined {
  const unknown = list.filter(({ finding }) => !findings.some(({ id }) => id === finding))
  if (unknown.length > 0) return refuse('unknown_finding', { findings: unknown.map(({ finding }) => finding) })
  const marks = findings.filter(({ id, stateMark }) =>
    stateMark && list.some(({ finding, as }) => finding === id && as === 'excused'))
  if (marks.length > 0) return refuse('state_secret_mark', { findings: marks.map(({ id }) => id) })
  const mute = list.filter(({ as, reason }) => as === 'excused' && reason.trim() === '')
  if (mute.length > 0) return refuse('reason_required', { findings: mute.map(({ finding }) => finding) })
  const open = findings.filter((finding) => mustDispose(finding) && !list.some((disposition) =>
    disposition.finding === finding.id && (disposition.as === 'excused' || isRuled(item, finding.id))))
  return open.length > 0 ? refuse('undisposed_findings', { findings: open.map(({ id }) => id) }) : undefined
}
