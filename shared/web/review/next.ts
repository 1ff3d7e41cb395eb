import type { PageRequest } from '../request.ts'
import { dayText } from '../time.ts'
import { list } from '../words.ts'
import { nextPeople } from '../../workflow/staffing.ts'
import type { Candidate, Item } from '../../workflow/types.ts'

/** Who is next, in a sentence: names of people wherever people are to act. */
export function nextSentence({ say, lang }: PageRequest, item: Item, people: readonly Candidate[]): string {
  const { round } = item
  if (round === 'none') return say('next.none')
  if (round === 'approved') return say('next.system')
  if (round === 'withheld') return say('next.withheld', { date: dayText(item.withheld?.nextLook ?? '', lang) })
  const act = say(`next.act.${round}`)
  const names = nextPeople(item, people).map(({ name }) => name)
  return names.length > 0 ? say('next.who', { names: list(lang, names), act }) : say('next.nobody', { act })
}

/** Who an item goes to, for the middle of a sentence: the step and the people who can take it. */
export function nextStep({ say, lang }: PageRequest, item: Item, people: readonly Candidate[]): string {
  const names = nextPeople(item, people).map(({ name }) => name)
  return `${say(`round.${item.round}`)}${names.length > 0 ? `（${list(lang, names)}）` : ''}`
}
