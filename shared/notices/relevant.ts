import { isUnconfirmed } from '../workflow/due.ts'
import { isReview } from '../workflow/states.ts'
import { nextPeople } from '../workflow/staffing.ts'
import type { Candidate, Item } from '../workflow/types.ts'
import { askAt } from './notices-of.ts'
import type { Draft } from './types.ts'

/** Whether a notice still tells something when its turn comes: nobody is asked for what has been done meanwhile. */
export function isRelevant({ kind, channel, ask, enteredAt, person }: Draft, item: Item, people: readonly Candidate[]): boolean {
  if (channel === 'mail' && !people.some((one) => one.person === person)) return false
  if (ask === 'confirm_take_down') return isUnconfirmed(item) && item.takeDown?.by !== person
  if (ask === 'confirm_banner') return item.banner !== undefined && item.banner.confirmedBy === undefined && item.banner.by !== person
  if (ask === 'confirm_unseal') return item.seal?.askedBy !== undefined && item.seal.openedBy === undefined && item.seal.askedBy !== person
  if (ask !== undefined && (askAt(item) !== ask || item.enteredAt !== enteredAt)) return false
  if (kind === 'release_passed') return isReview(item.round) && item.enteredAt === enteredAt
  if (kind === 'returned') return item.round === 'drafting' && item.enteredAt === enteredAt
  if (kind === 'act' && channel === 'mail') return nextPeople(item, people).some((one) => one.person === person)
  return true
}
