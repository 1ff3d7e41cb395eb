import type { Command } from '../../../shared/workflow/commands.ts'
import type { Candidate } from '../../../shared/workflow/types.ts'

/**
 * The rule once more, as plainly as it can be said and sharing no code with the rule: what is allowed, and what it
 * does. The model test holds both against each other.
 */
export interface Model {
  reviews: string[]
  round: string
  presence: string
  kind: string
  digest: string
  shownDigest?: string
  version: number
  openness: string
  title: string
  note: boolean
  until?: string
  published?: { digest: string, openness: string, title: string, note: boolean, until?: string }
  contributors: Set<string>
  editor: string
  decided: { review: string, person: string, digest: string }[]
  report?: { digest: string, revision: string, edition: string }
  rulings: { finding: string, revision: string }[]
  asked?: string
  releaseAt?: string
  removal?: string
  down?: { by: string, until: number, leak: boolean, confirmed: boolean }
  banner?: { by: string, confirmed: boolean }
  sealed: number
  unseal?: { by: string, until?: number }
  pending: boolean
  pendingSince: number
  seq: number
  reminded: string[]
  unreached: string[]
}

export interface World {
  readonly now: number
  readonly edition: string
  readonly people: readonly Candidate[]
  readonly findings: readonly { readonly id: string, readonly level: string, readonly stateMark: boolean }[]
}

const POST: Record<string, string> = {
  first_review: 'first_reviewer', screening: 'screening_reviewer', approval: 'approver', head_review: 'head',
}
const GUARDIAN = ['first_reviewer', 'screening_reviewer', 'approver', 'head', 'administrator']
const LEAKS = ['privacy', 'secrecy', 'business_secret']
const HOUR = 3_600_000

/** Whether the rule allows the command; `same` where it would change nothing. */
export function allows(model: Model | undefined, person: string, roles: readonly string[], command: Command, world: World): boolean | 'same' {
  const is = (...any: readonly string[]): boolean => any.some((role) => roles.includes(role))
  if (command.name === 'create') return !model && is('editor')
  if (!model) return false
  const system = person.startsWith('system:') ? person.slice('system:'.length) : undefined
  const stage = model.round === 'referred' ? model.asked ?? '' : model.round
  const inReview = model.reviews.includes(model.round)
  const last = model.reviews.at(-1) === model.round
  const waits = inReview || model.round === 'referred' || model.round === 'approved'
  const free = !model.contributors.has(person) && !model.decided.some((decided) => decided.person === person)
  const judge = stage in POST && is(POST[stage] ?? '') && free
  const later = model.reviews.indexOf(stage) > 0
  const fits = !('seen' in command)
    || (command.seen.revision === model.digest && (!later || command.seen.report === model.report?.digest))
  const named = !('review' in command) || command.review === model.round
  const fresh = !later || (model.report?.revision === model.digest && model.report.edition === world.edition)
  const own = is('editor') && (model.editor === person || model.contributors.has(person))
  const unconfirmed = model.down !== undefined && !model.down.confirmed
  switch (command.name) {
    case 'save': {
      if (model.round !== 'drafting' || !is('editor')) return false
      return command.revision.digest === model.digest ? 'same' : command.base === model.digest
    }
    case 'submit': return ahead(model, world.now) && (command.wishAt === undefined || (Date.parse(command.wishAt) > world.now && Date.parse(command.wishAt) <= yearAfter(world.now)))
      && model.round === 'drafting' && is('editor') && command.revision === model.digest && model.title.trim() !== ''
      && model.digest !== model.shownDigest && (model.kind === 'publication' || model.note)
      && staffed(model.reviews, world.people.filter((one) => one.person !== person && !model.contributors.has(one.person)))
    case 'recall': return waits && own
    case 'void': return model.round === 'drafting' && own && command.reason !== ''
    case 'pass': return inReview && !last && judge && named && fits && fresh && (model.round !== 'screening' || disposed(model, command, world))
    case 'approve': return inReview && last && judge && named && fits && fresh && (model.kind === 'withdrawal' || model.openness === 'proactive')
      && ahead(model, command.releaseAt === undefined ? world.now : Math.max(world.now, Date.parse(command.releaseAt)))
      && (command.releaseAt === undefined || (Date.parse(command.releaseAt) > world.now && Date.parse(command.releaseAt) <= yearAfter(world.now)))
    case 'return': return inReview && judge && named && fits && command.opinion !== ''
    case 'suggest': return inReview && judge && named && fits && command.text !== ''
    case 'refer': return inReview && judge && fits && command.question !== ''
    case 'resume': return model.round === 'referred' && judge && fits && command.text !== ''
      && command.rulings.every((ruling) => world.findings.some(({ id }) => id === ruling.finding) && ruling.text !== '')
    case 'withhold': return model.presence === 'never' && judge && fits && command.reason !== ''
      && (model.round === 'referred' || (inReview && later))
    case 'reopen': return model.round === 'withheld' && is('editor', 'screening_reviewer') && command.reason !== ''
    case 'correct':
    case 'withdraw': return model.round === 'none' && (model.presence === 'live' || model.presence === 'taken_down') && is('editor')
    case 'take_down': return model.presence === 'live' && is(...GUARDIAN) && command.note !== ''
    case 'confirm_take_down': return unconfirmed && is(...GUARDIAN) && model.down?.by !== person
    case 'restore': return unconfirmed && is(...GUARDIAN) && command.note !== ''
    case 'set_banner': return model.presence === 'live' && is('editor', ...GUARDIAN.slice(0, 4)) && !model.banner
    case 'confirm_banner': return model.presence === 'live' && is('editor', ...GUARDIAN.slice(0, 4))
      && model.banner?.confirmed === false && model.banner.by !== person
    case 'clear_banner': return model.presence === 'live' && is('editor', ...GUARDIAN.slice(0, 4)) && model.banner !== undefined
    case 'ask_unseal': return is('auditor', ...GUARDIAN) && model.sealed > 0 && !((model.unseal?.until ?? 0) > world.now) && command.reason !== ''
    case 'confirm_unseal': return is('auditor', ...GUARDIAN) && model.unseal !== undefined && model.unseal.until === undefined
      && model.unseal.by !== person
    case 'screen': {
      if (!waits || (system !== 'screen' && system !== 'clock')) return false
      if (command.report.revision !== model.digest || command.report.edition !== world.edition) return false
      return command.report.digest === model.report?.digest ? 'same' : true
    }
    case 'publish': return (system === 'publish' || system === 'clock') && model.round === 'approved'
      && command.published.revision === model.digest && command.published.version === model.version + 1
      && model.report?.edition === world.edition && !(model.releaseAt !== undefined && Date.parse(model.releaseAt) > world.now)
      && !(unconfirmed && model.kind !== 'withdrawal') && ahead(model, world.now)
    case 'deliver': {
      if (system !== 'publish' && system !== 'clock') return false
      return model.pending && command.seq >= model.pendingSince ? true : 'same'
    }
    case 'remind': return system === 'clock' && inReview && (model.reminded.includes(command.step) ? 'same' : true)
    case 'unreached': return system === 'notify' && (model.unreached.includes(command.person) ? 'same' : true)
    case 'reached': return system === 'notify' && (model.unreached.includes(command.person) ? true : 'same')
    case 'hold': return (system === 'publish' || system === 'clock') && model.round === 'approved' && model.presence !== 'withdrawn'
    case 'expire': return system === 'clock' && model.presence === 'live' && model.published?.until !== undefined && Date.parse(model.published.until) <= world.now
    case 'lapse': break
  }
  return system === 'clock' && unconfirmed && (model.down?.until ?? 0) <= world.now
}

function ahead(model: Model, at: number): boolean {
  return model.kind === 'withdrawal' || model.until === undefined || Date.parse(model.until) > at
}

function disposed(model: Model, command: Command, world: World): boolean {
  const list = command.name === 'pass' ? command.dispositions?.list ?? [] : []
  const ruled = (id: string): boolean => model.rulings.some((ruling) => ruling.finding === id && ruling.revision === model.digest)
  const good = list.every((one) => {
    const finding = world.findings.find(({ id }) => id === one.finding)
    return finding !== undefined && (one.as === 'ruled' || (!finding.stateMark && one.reason !== ''))
  })
  return good && world.findings.every(({ id, level, stateMark }) => level === 'info'
    || ((!stateMark || ruled(id)) && list.some((one) => one.finding === id && (one.as === 'excused' || ruled(id)))))
}

/** Tries every way to seat different people. */
function staffed(reviews: readonly string[], people: readonly Candidate[]): boolean {
  const [review, ...others] = reviews
  if (review === undefined) return true
  return people.some((one) => one.roles.some((role) => role === POST[review]) && staffed(others, people.filter((other) => other !== one)))
}

function yearAfter(now: number): number {
  const date = new Date(now)
  return Date.UTC(date.getUTCFullYear() + 1, date.getUTCMonth(), date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes(),
    date.getUTCSeconds(), date.getUTCMilliseconds())
}

/** What an allowed command does. */
export function follow(model: Model | undefined, person: string, command: Command, world: World): Model {
  if (command.name === 'create') {
    const { digest, title, openness } = command.revision
    return {
      reviews: command.type === 'major' ? ['first_review', 'screening', 'approval', 'head_review'] : ['first_review', 'screening', 'approval'],
      round: 'drafting', presence: 'never', kind: 'publication', digest, title, openness, note: command.revision.hasChangeNote === true,
      version: 0, contributors: new Set([person]), editor: person, decided: [], rulings: [], sealed: 0, pending: false, pendingSince: 0, seq: 1, reminded: [], unreached: [],
      ...command.revision.publicUntil !== undefined && { until: command.revision.publicUntil },
    }
  }
  if (!model) throw new Error('nothing there')
  const next: Model = { ...model, contributors: new Set(model.contributors), seq: model.seq + 1 }
  const clear = (): void => { next.decided = []; delete next.releaseAt; delete next.asked }
  const shows = (): void => { next.pending = true; next.pendingSince = next.seq }
  const decides = (): void => { next.decided = [...model.decided, { review: model.round, person, digest: model.digest }] }
  switch (command.name) {
    case 'save': {
      const { digest, title, openness, hasChangeNote, publicUntil } = command.revision
      Object.assign(next, { digest, title, openness, note: hasChangeNote === true, editor: person, until: publicUntil })
      next.contributors.add(person)
      if (model.report?.revision !== digest) delete next.report
      break
    }
    case 'submit': clear(); next.round = 'first_review'; next.contributors.add(person); break
    case 'recall':
    case 'return': clear(); next.round = 'drafting'; break
    case 'void':
      clear(); next.round = 'none'; delete next.removal
      if (model.published) {
        Object.assign(next, { until: undefined }, model.published)
        if (model.report?.revision !== next.digest) delete next.report
      }
      break
    case 'pass': decides(); next.round = model.reviews[model.reviews.indexOf(model.round) + 1] ?? ''; break
    case 'approve': decides(); next.round = 'approved'; if (command.releaseAt !== undefined) next.releaseAt = command.releaseAt; break
    case 'suggest': break
    case 'refer': next.asked = model.round; next.round = 'referred'; break
    case 'resume':
      next.round = model.asked ?? ''; delete next.asked
      next.rulings = [...model.rulings, ...command.rulings.map(({ finding }) => ({ finding, revision: model.digest }))]
      break
    case 'withhold': clear(); next.round = 'withheld'; break
    case 'reopen': clear(); next.round = 'drafting'; break
    case 'correct':
    case 'withdraw':
      clear(); next.round = 'drafting'; next.editor = person; next.rulings = []
      next.kind = command.name === 'correct' ? 'correction' : 'withdrawal'
      if (command.name === 'withdraw') { next.removal = command.reason; next.contributors.add(person) } else delete next.removal
      break
    case 'take_down':
      next.presence = 'taken_down'; shows()
      next.down = { by: person, until: world.now + 24 * HOUR, leak: LEAKS.includes(command.reason), confirmed: false }
      break
    case 'confirm_take_down':
      if (model.round !== 'none') { clear(); next.round = 'drafting' }
      if (model.down) next.down = { ...model.down, confirmed: true }
      if (model.down?.leak) { next.sealed = model.version; delete next.unseal }
      break
    case 'restore':
    case 'lapse':
      shows()
      if (model.published?.until !== undefined && Date.parse(model.published.until) <= world.now) {
        next.presence = 'taken_down'
        next.down = { by: 'system:clock', until: world.now, leak: false, confirmed: true }
      } else { next.presence = 'live'; delete next.down }
      break
    case 'set_banner': next.banner = { by: person, confirmed: false }; break
    case 'confirm_banner': next.banner = { by: model.banner?.by ?? '', confirmed: true }; shows(); break
    case 'clear_banner': delete next.banner; if (model.banner?.confirmed) shows(); break
    case 'ask_unseal': next.unseal = { by: person }; break
    case 'confirm_unseal': next.unseal = { by: model.unseal?.by ?? '', until: world.now + 24 * HOUR }; break
    case 'screen':
      next.report = command.report
      if (command.undisposed > 0 && model.decided.some(({ review }) => review === 'screening')) {
        next.decided = model.decided.filter(({ review }) => review === 'first_review')
        delete next.releaseAt
        if (model.round === 'referred') next.asked = 'screening'
        else next.round = 'screening'
      }
      break
    case 'publish':
      clear(); shows()
      next.round = 'none'; next.presence = model.kind === 'withdrawal' ? 'withdrawn' : 'live'
      next.version += 1; next.shownDigest = model.digest; next.contributors = new Set(); next.rulings = []
      next.published = { digest: model.digest, openness: model.openness, title: model.title, note: model.note, ...model.until !== undefined && { until: model.until } }
      delete next.down; delete next.banner
      if (model.kind === 'withdrawal' && LEAKS.includes(model.removal ?? '')) { next.sealed = model.version; delete next.unseal }
      break
    case 'deliver': next.pending = false; break
    case 'remind': next.reminded = [...model.reminded, command.step]; break
    case 'unreached': next.unreached = [...model.unreached, command.person]; break
    case 'reached': next.unreached = model.unreached.filter((one) => one !== command.person); break
    case 'hold':
      next.round = model.reviews.at(-1) ?? ''; delete next.releaseAt
      next.decided = model.decided.filter(({ review }) => review !== next.round)
      break
    case 'expire':
      next.presence = 'taken_down'; shows()
      next.down = { by: person, until: world.now, leak: false, confirmed: true }
      break
  }
  if (next.round !== model.round) { next.reminded = []; next.unreached = [] }
  return next
}
