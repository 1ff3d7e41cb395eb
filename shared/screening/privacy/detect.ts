import type { Hit } from '../finding.ts'
import { Claims } from '../finding.ts'
import type { View } from '../view.ts'
import { emails, messengerNames } from './accounts.ts'
import { homeAddresses } from './address.ts'
import { bankCards } from './bank.ts'
import { creditCodes, labelledNumbers } from './documents.ts'
import { citizenNumbers } from './identity.ts'
import { weakMasks } from './masks.ts'
import { joinedNumbers } from './joined.ts'
import { mobileNumbers } from './mobile.ts'
import { caseNumbers } from './numbers.ts'
import { personalFacts } from './personal.ts'
import { personNames } from './person.ts'
import { landlines } from './phones.ts'
import { plates, vehicleNumbers } from './vehicle.ts'

/** Everything personal in a text. Where two rules claim the same units, the one with the stronger proof keeps them. */
export function personalData(view: View, today?: string): Hit[] {
  const people = personNames(view)
  const proven = [...emails(view), ...citizenNumbers(view, today), ...joinedNumbers(view, today), ...creditCodes(view, today), ...labelledNumbers(view), ...bankCards(view),
    ...vehicleNumbers(view), ...mobileNumbers(view), ...messengerNames(view), ...landlines(view),
    ...plates(view), ...caseNumbers(view), ...weakMasks(view), ...homeAddresses(view), ...people]
  const claims = new Claims(view.text.text.length)
  const kept = proven.filter((hit) => claims.take(hit.start, hit.end))
  return [...kept, ...personalFacts(view, kept)]
}
