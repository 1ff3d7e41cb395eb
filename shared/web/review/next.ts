import type { PageRequest } from '../request.ts'
import { clockTime, dayText } from '../time.ts'
import { list } from '../words.ts'
import { covers } from '../../workflow/covers.ts'
import { deciders, reviewerAt } from '../../workflow/separation.ts'
import { nextPeople } from '../../workflow/staffing.ts'
import type { Candidate, Item } from '../../workflow/types.ts'

/** Who is next, in a sentence: names of people wherever people are to act. */
export function nextSentence(request: PageRequest, item: Item, people: readonly Candidate[]): string {
  const { say, lang } = request
  const { round } = item
  if (round === 'none') return say('next.none')
  if (round === 'approved') return item.releaseAt === undefined ? say('next.system') : say('next.system_at', { time: clockTime(item.releaseAt, lang) })
  if (round === 'withheld') return say('next.withheld', { date: dayText(item.withheld?.nextLook ?? '', lang) })
  const act = say(`next.act.${round}`)
  const names = nextNames(request, item, people)
  return names.length > 0 ? say('next.who', { names: list(lang, names), act }) : say('next.nobody', { act })
}

/** Who an item goes to, for the middle of a sentence: the step and the people who can take it. */
export function nextStep(request: PageRequest, item: Item, people: readonly Candidate[]): string {
  const { say, lang } = request
  const names = nextNames(request, item, people)
  return `${say(`round.${item.round}`)}${names.length > 0 ? say('aside', { more: list(lang, names) }) : ''}`
}

/** The names of those who are next; of whoever would act for somebody else alone, with that person's. */
function nextNames({ say }: PageRequest, item: Item, people: readonly Candidate[]): string[] {
  const role = reviewerAt(item)
  const apart = [...item.contributors, ...deciders(item.decisions)]
  return nextPeople(item, people).map(({ name, roles, actsFor = [] }) => {
    if (role === undefined || roles.includes(role)) return name
    const lent = actsFor.find((one) => covers(one, role, item.column) && !apart.includes(one.person))
    return lent ? say('next.behalf', { name, principal: lent.name }) : name
  })
}
