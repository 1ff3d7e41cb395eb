import type { Candidate } from '../workflow/types.ts'
import { noticeId } from './ids.ts'
import type { Notices } from './index.ts'
import type { Known } from './known.ts'
import { draftOf, waiting } from './store.ts'
import type { Channel, Draft, Notice, NoticeKind } from './types.ts'

export type Group = Exclude<Channel, 'mail'>

/** What no event of an item leads to, and groups hear of all the same; the clock knows people alone, so it goes by their mails. */
const CLOCKS: readonly NoticeKind[] = ['task_late', 'rehearsal', 'release_passed']

/** One message to each group for all who are told the same. @param people those of the unit, by whose names a group knows them */
export function forGroups(drafts: readonly Draft[], people: readonly Candidate[], groups: readonly Group[]): Draft[] {
  const same = Map.groupBy(drafts, (draft) => noticeId(toNobody(draft)))
  return [...same.values()].flatMap((alike) => groups.flatMap((channel): Draft[] => {
    const [first] = alike
    if (!first) return []
    const names = alike.flatMap(({ person }) => people.find((one) => one.person === person)?.name ?? [])
    return [{ ...toNobody(first), channel, names }]
  }))
}

function toNobody(draft: Draft): Draft {
  const { person: _person, ...rest } = draft
  return rest
}

/** What it takes to tell groups of what the clock has found. */
export interface GroupMeans {
  readonly notices: Pick<Notices, 'add'>
  /** groups that hear of what concerns a unit */
  readonly groupsOf: (unit: string) => readonly Group[]
  readonly now: () => Date
  readonly troubled?: (notice: Notice, error: unknown) => void
}

/** Makes the messages to groups that go by mails whose turn has come. @returns those that were not there */
export async function tellGroups({ notices, groupsOf, now, troubled }: GroupMeans, known: Known, due: readonly Notice[]): Promise<Notice[]> {
  const made: Notice[] = []
  const mails = due.filter(({ kind, channel }) => channel === 'mail' && CLOCKS.includes(kind))
  for (const [unit, alike] of Map.groupBy(mails, (one) => one.unit)) {
    const groups = groupsOf(unit)
    if (groups.length === 0) continue
    for (const draft of forGroups(alike.map(draftOf), await known.people(unit), groups)) {
      const message = waiting(draft, now().toISOString())
      // Mails must not wait for groups.
      const isNew = await notices.add(draft, now()).catch((error: unknown) => troubled?.(message, error))
      if (isNew) made.push(message)
    }
  }
  return made
}
