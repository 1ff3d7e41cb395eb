import { labelledCases } from './cases.ts'
import type { Labelled } from './labelled.ts'
import { cardNumber, citizenNumber, creditCode, mobileNumber, readMarked, vehicleNumber } from './labelled.ts'
import { CLEAN, CLEAN_TERMS } from './official/clean.ts'
import { FOUND, TERMS_FOUND } from './official/found.ts'

/** Rules may be tuned on the cases of `seen`; those of `held` are counted only. */
export type Half = 'seen' | 'held'

// Numbers come out of one random row: the other cases take theirs first, whatever is imported first.
void labelledCases

const MADE: Readonly<Record<string, () => string>> = {
  id: citizenNumber, mobile: mobileNumber, card: () => cardNumber('622848', 19), vin: vehicleNumber, trader: () => creditCode('92371523'),
}
const halves: Record<Half, Labelled[]> = { seen: [], held: [] }

function add(group: string, at: number, marked: string, terms?: Labelled['terms']): void {
  const half = at % 2 === 0 ? 'seen' : 'held'
  const filled = marked.replaceAll(/\{(\w+)\}/gu, (_, name: string) => MADE[name]?.() ?? '')
  halves[half].push({ id: `official-${group}-${at}`, group, tier: 'core', ...readMarked(filled, 'sensitive'), ...(terms === undefined ? {} : { terms }) })
}

const termsOf = (words: readonly string[]): NonNullable<Labelled['terms']> => words.map((term) => ({ term, kind: 'sensitive' }))
for (const [group, texts] of Object.entries(FOUND)) for (const [at, text] of texts.entries()) add(group, at, text)
for (const [at, [text, ...words]] of TERMS_FOUND.entries()) add('terms', at, text, termsOf(words))
for (const [group, texts] of Object.entries(CLEAN)) {
  for (const [at, text] of texts.entries()) {
    add(`${group}-neg`, at, text)
    add(`${group}-terms-neg`, at, text, termsOf(CLEAN_TERMS))
  }
}

/** Sentences of official papers, halved by turns. */
export function officialCases(half: Half): readonly Labelled[] {
  return halves[half]
}
