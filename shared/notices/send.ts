import type { Person } from '../identity/index.ts'
import type { BodySettings } from '../names.ts'
import type { Record } from '../record/index.ts'
import type { Tasks } from '../tasks/index.ts'
import { WHOLE_BODY } from '../tasks/types.ts'
import type { Candidate, Instant, Item } from '../workflow/types.ts'
import { isReview } from '../workflow/states.ts'
import { nextPeople } from '../workflow/staffing.ts'
import { dayText } from '../web/time.ts'
import type { Calendar } from '../calendar/index.ts'
import { dateOf } from '../calendar/index.ts'
import { hostOf, messageId, threadId } from './ids.ts'
import type { Notices } from './index.ts'
import { tellGroups } from './groups.ts'
import { Known } from './known.ts'
import type { People } from './known.ts'
import { digestOf, letterOf } from './letter.ts'
import type { Frame, Letter, Telling } from './letter.ts'
import { shownTitle } from './name.ts'
import { isRelevant } from './relevant.ts'
import { isSecurity } from './security.ts'
import type { Mail, Post, Sent } from './smtp.ts'
import { BACK_OFF_MINUTES, isPressing, nextDigest, nextTry } from './times.ts'
import { tellReached, tellUnreached } from './reached.ts'
import type { Channel, Notice } from './types.ts'

/** How long a mail waits for the screening of its item, so that its title can be shown. */
const SCREENING_MS = 10 * 60_000
const BATCH = 100

/** Sends a message to the group of a unit. */
export interface Groups { send(notice: Notice, telling: Telling): Promise<Sent> }

/** What it takes to send notices. */
export interface SendMeans {
  readonly notices: Pick<Notices, 'add' | 'due' | 'claim' | 'replace'>
  readonly record: Pick<Record, 'item' | 'report' | 'execute'>
  readonly identity: People
  readonly tasks: Pick<Tasks, 'task'>
  readonly calendar: Calendar
  readonly post: Post
  readonly groups: Groups
  /** groups that hear of what concerns a unit */
  readonly groupsOf: (unit: string) => readonly Exclude<Channel, 'mail'>[]
  readonly body: BodySettings
  /** of the console */
  readonly origin: string
  /** address of the page to open; made at the moment of sending */
  readonly linkOf: (notice: Notice, item: Item | undefined) => Promise<string>
  /** when a review is due */
  readonly dueOf: (item: Item) => Instant | undefined
  readonly now: () => Date
  /** whether there is time to send another one */
  readonly hasTime: () => boolean
  /** hears of what kept a notice from being sent besides whoever it is for; it is tried again like one that was not taken */
  readonly troubled?: (notice: Notice, error: unknown) => void
  /** leaves a notice that is about to be given up where it outlasts whoever sends; where it throws, the notice is not given up */
  readonly leave: (notice: Notice) => Promise<void>
  /** hears of each notice that is given up */
  readonly gaveUp: (notice: Notice) => void
}

export interface Tally { sent: number, later: number, failed: number, dropped: number }

/**
 * Sends what is due. Each notice is taken before it is sent, so that two that send at once send different ones; whoever
 * dies in between leaves it to be sent again, under the same Message-ID.
 *
 * @param own notices that were just made: the index need not know them yet
 */
export async function sendDue(means: SendMeans, own: readonly Notice[] = []): Promise<Tally> {
  const tally: Tally = { sent: 0, later: 0, failed: 0, dropped: 0 }
  const started = means.now().toISOString()
  const due = new Map([...own.filter(({ nextAt }) => nextAt <= started), ...await means.notices.due(started, BATCH)].map((one) => [one.id, one]))
  const known = new Known(means)
  for (const one of await tellGroups(means, known, [...due.values()])) due.set(one.id, one)
  for (const batch of batches([...due.values()])) {
    if (!means.hasTime()) break
    const ready = await prepare(means, known, batch, tally)
    if (ready.length === 0) continue
    const sent = await send(means, known, ready)
    for (const { notice } of ready) await settle(means, notice, sent, tally).catch((error: unknown) => means.troubled?.(notice, error))
    if (sent.kind === 'later' && sent.down) break
  }
  return tally
}

/** Mails of a day go together for each person, and so does what a sweep has found; every other notice by itself. */
function batches(due: readonly Notice[]): Notice[][] {
  const together = Map.groupBy(due, ({ id, person, digest, task }) =>
    person !== undefined && (digest || task !== undefined) ? `${digest ? 'day' : 'tasks'} ${person}` : `notice ${id}`)
  return [...together.values()]
}

interface Ready { readonly notice: Notice, readonly telling: Telling }

/** Takes the notices of a batch and finds out what they have to tell; drops those that have nothing to tell. */
async function prepare(means: SendMeans, known: Known, batch: readonly Notice[], tally: Tally): Promise<Ready[]> {
  const ready: Ready[] = []
  for (const one of batch) {
    const item = one.item === undefined ? undefined : await means.record.item(one.item)
    if (item && waitsForScreening(one, item, means.now())) continue
    if (await postponed(means, known, one, item)) {
      tally.later += 1
      continue
    }
    const notice = await means.notices.claim(one, means.now())
    if (!notice) continue
    try {
      const telling = await findOut(means, known, notice, item)
      if (telling) ready.push({ notice, telling })
      else await settle(means, notice, { kind: 'dropped' }, tally)
    } catch (error) {
      // One that cannot be made up must not keep the others from being sent.
      means.troubled?.(notice, error)
      await settle(means, notice, { kind: 'later', failure: 'unanswered', down: false }, tally).catch((cause: unknown) => means.troubled?.(notice, cause))
    }
  }
  return ready
}

/** What a notice has to tell; nothing where there is nothing to tell any more. */
async function findOut(means: SendMeans, known: Known, one: Notice, item: Item | undefined): Promise<Telling | undefined> {
  const people = await known.people(one.unit)
  const settled = one.task !== undefined && (await means.tasks.task(one.task))?.state !== 'open'
  const gone = settled || (one.item !== undefined && !item) || (item && !isRelevant(one, item, people))
  if (gone || (one.person !== undefined && !await known.reachable(one.person))) return undefined
  return tellingOf(means, one, item, people)
}

/** Lets a notice wait for the daily mail of a person who wants one. */
async function postponed({ notices, calendar, now }: SendMeans, known: Known, notice: Notice, item: Item | undefined): Promise<boolean> {
  const { person, channel, digest, attempts } = notice
  if (channel !== 'mail' || person === undefined || digest || attempts > 0 || isPressing(notice, item)) return false
  if ((await known.preferences(person)).mails !== 'digest') return false
  await notices.replace(notice, { ...notice, digest: true, nextAt: nextDigest(now(), calendar) })
  return true
}

function waitsForScreening({ kind, createdAt }: Notice, item: Item, now: Date): boolean {
  return (kind === 'act' || kind === 'remind') && isReview(item.round) && item.report?.revision !== item.revision
    && now.getTime() - Date.parse(createdAt) < SCREENING_MS
}

async function tellingOf(means: SendMeans, notice: Notice, item: Item | undefined, people: readonly Candidate[]): Promise<Telling> {
  const { body, record } = means
  const report = item?.report?.revision === item?.revision && item?.report && item.report.counts.block === 0
    ? await record.report(item.report.digest) : undefined
  // What is wrong with a public page may stand in its very title.
  const shows = notice.kind !== 'taken_down' && notice.task === undefined && notice.ask !== 'confirm_take_down' && notice.ask !== 'confirm_unseal'
  const title = item && shows ? shownTitle(item, report, means.now().toISOString()) : undefined
  const asks = notice.ask !== undefined && !notice.ask.startsWith('confirm_')
  const dueAt = notice.dueAt ?? (item && asks ? means.dueOf(item) : undefined)
  const others = item && asks ? nextPeople(item, people).filter(({ person }) => person !== notice.person).map(({ name }) => name) : []
  return {
    ...notice, unit: notice.unit === WHOLE_BODY ? body.name : body.units.find(({ id }) => id === notice.unit)?.name ?? notice.unit,
    others: notice.channel === 'mail' ? others : [], link: await means.linkOf(notice, item),
    ...(title !== undefined && { title }), ...(dueAt !== undefined && { dueAt }), ...(item?.urgent && { urgent: true }),
    ...(item && { column: body.columns.find(({ id }) => id === item.column)?.name ?? item.column }),
    ...(item && asks && { since: item.enteredAt }), ...(isSecurity(notice.kind) && { at: notice.createdAt }),
  }
}

async function send(means: SendMeans, known: Known, ready: readonly Ready[]): Promise<Sent> {
  const [first] = ready
  if (!first) throw new TypeError('Nothing to send')
  if (first.notice.channel !== 'mail') return means.groups.send(first.notice, first.telling)
  const person = await known.reachable(first.notice.person ?? '')
  if (!person) return { kind: 'never', failure: 'address' }
  const { lang } = await known.preferences(person.id)
  const frame: Frame = { lang, to: person.name, body: means.body.name, settings: `${means.origin}/me` }
  const tellings = ready.map(({ telling }) => telling)
  const letter = ready.length > 1 || first.notice.digest ? digestOf(tellings, dayText(dateOf(means.now().toISOString()), lang), frame) : letterOf(first.telling, frame)
  return means.post.send(mailOf(means, ready.map(({ notice }) => notice), person, letter, frame))
}

function mailOf({ origin, now }: SendMeans, notices: readonly Notice[], person: Person, { subject, text, html }: Letter, { settings, lang }: Frame): Mail {
  const [{ item } = {}] = notices
  return {
    messageId: messageId(notices, origin), to: { name: person.name, address: person.email.trim() }, subject, text, html, date: now(),
    ...(item !== undefined && notices.length === 1 && { references: threadId(item, origin) }),
    headers: {
      'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': lang,
      'List-Id': `<notices.${hostOf(origin)}>`, 'List-Help': `<${settings}>`,
    },
  }
}

/** Writes what has become of a notice; one that was given up is told to its item and to whoever watches. */
async function settle(means: SendMeans, notice: Notice, sent: Sent | { readonly kind: 'dropped' }, tally: Tally): Promise<void> {
  const doneAt = means.now().toISOString()
  if (sent.kind === 'sent') await tellReached(means.record, notice).catch((error: unknown) => means.troubled?.(notice, error))
  if (sent.kind === 'sent' || sent.kind === 'dropped') {
    await means.notices.replace(notice, { ...notice, state: sent.kind, doneAt })
    tally[sent.kind] += 1
    return
  }
  const { failure, answer } = sent
  const why = { failure, ...(answer !== undefined && { answer }) }
  const nextAt = sent.kind === 'later' ? nextTry(notice.attempts, means.now()) : undefined
  if (nextAt !== undefined) {
    await means.notices.replace(notice, { ...notice, ...why, nextAt })
    tally.later += 1
    return
  }
  const failed: Notice = { ...notice, ...why, state: 'failed', doneAt }
  // First: whoever dies in between tries again. The item hears of it once, the queue at least once.
  await tellUnreached(means.record, notice)
  try {
    await means.leave(failed)
  } catch (error) {
    means.troubled?.(notice, error)
    await means.notices.replace(notice, { ...notice, ...why, nextAt: nextTry(Math.min(notice.attempts, BACK_OFF_MINUTES.length), means.now()) ?? notice.nextAt })
    tally.later += 1
    return
  }
  if (!await means.notices.replace(notice, failed)) return
  tally.failed += 1
  means.gaveUp(failed)
}
