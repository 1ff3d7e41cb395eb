import type { Identity } from '../../shared/identity/index.ts'
import { counts } from '../../shared/identity/index.ts'
import type { Notices } from '../../shared/notices/index.ts'
import type { Record } from '../../shared/record/index.ts'
import { reroute } from '../../shared/stage/absences.ts'

/** Queues may be behind: what came to the person away right before is found by then. */
const SETTLED_MS = 5 * 60_000

/** What it takes to tell those who begin to stand in. */
export interface StandInMeans {
  readonly record: Pick<Record, 'queue'>
  readonly identity: { readonly delegations: Pick<Identity['delegations'], 'of' | 'isTold' | 'setTold'> }
  readonly notices: Pick<Notices, 'add'>
  readonly at: Date
  readonly units: readonly string[]
  readonly hasTime: () => boolean
}

/**
 * Asks whoever begins to stand in for what waits already: their mail's link takes the place of the one that the person
 * away was sent. Nobody is asked twice for the same; what comes later is told as it comes.
 *
 * @returns how many were asked for something new
 */
export async function tellStandIns({ record, identity: { delegations }, notices, at, units, hasTime }: StandInMeans): Promise<number> {
  let asked = 0
  for (const unit of units) {
    const begun = (await delegations.of(unit)).delegations.filter((one) => counts(one, at.toISOString()))
    for (const one of begun) {
      if (await delegations.isTold(one.id)) continue
      for (const { id: item, round, enteredAt } of await reroute(record, one)) {
        if (!hasTime()) return asked
        if (round === 'none' || round === 'approved' || round === 'withheld') continue
        const fresh = await notices.add({ kind: 'act', channel: 'mail', unit, person: one.delegate, item, ask: round, enteredAt, mark: one.id }, at)
        if (fresh) asked += 1
      }
      if (at.getTime() - Date.parse(one.from) >= SETTLED_MS) await delegations.setTold(one)
    }
  }
  return asked
}
