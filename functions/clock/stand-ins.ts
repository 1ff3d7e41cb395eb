import type { Delegation, Identity } from '../../shared/identity/index.ts'
import { counts, endedAt } from '../../shared/identity/index.ts'
import type { Notices } from '../../shared/notices/index.ts'
import type { Record } from '../../shared/record/index.ts'
import { reroute } from '../../shared/stage/absences.ts'
import type { Instant } from '../../shared/workflow/types.ts'

/** Queues may be behind: what came to the other one right before is found by then. */
const SETTLED_MS = 5 * 60_000
/** What ended longer ago is not told any more, like any other notice. */
const OLDEST_MS = 7 * 86_400_000

/** What it takes to tell those whose turn it becomes as somebody begins or ends to stand in. */
export interface StandInMeans {
  readonly record: Pick<Record, 'queue'>
  readonly identity: { readonly delegations: Pick<Identity['delegations'], 'of' | 'isTold' | 'setTold'> }
  readonly notices: Pick<Notices, 'add'>
  readonly at: Date
  readonly units: readonly string[]
  readonly hasTime: () => boolean
}

/**
 * Asks whoever begins to stand in for what waits already, and the person themselves once that has ended or was revoked:
 * their mail's link takes the place of the one that the other was sent. Nobody is asked twice for the same; what comes
 * later is told as it comes.
 *
 * @returns how many were asked for something new
 */
export async function tellStandIns({ record, identity: { delegations }, notices, at, units, hasTime }: StandInMeans): Promise<number> {
  let asked = 0
  for (const unit of units) {
    for (const { one, person, mark, since } of turnsOf((await delegations.of(unit)).delegations, at)) {
      if (await delegations.isTold(mark)) continue
      for (const { id: item, round, enteredAt } of await reroute(record, one)) {
        if (!hasTime()) return asked
        if (round === 'none' || round === 'approved' || round === 'withheld') continue
        const fresh = await notices.add({ kind: 'act', channel: 'mail', unit, person, item, ask: round, enteredAt, mark }, at)
        if (fresh) asked += 1
      }
      if (at.getTime() - Date.parse(since) >= SETTLED_MS) await delegations.setTold({ id: mark, until: one.until })
    }
  }
  return asked
}

/** Whose turn it has become by a delegation, and since when; `mark` tells its beginning from its end. */
interface Turn {
  readonly one: Delegation
  readonly person: string
  readonly mark: string
  readonly since: Instant
}

function turnsOf(delegations: readonly Delegation[], at: Date): Turn[] {
  return delegations.flatMap((one): Turn[] => {
    if (counts(one, at.toISOString())) return [{ one, person: one.delegate, mark: one.id, since: one.from }]
    const since = endedAt(one, at.toISOString())
    return since === undefined || at.getTime() - Date.parse(since) > OLDEST_MS ? [] : [{ one, person: one.principal, mark: `${one.id}-ended`, since }]
  })
}
