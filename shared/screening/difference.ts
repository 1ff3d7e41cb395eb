import type { Term } from './lexicon.ts'
import type { StoredLexicon, StoredList } from './stored.ts'
import { inItsList } from './stored.ts'

/** What an edition changes in one list. */
export interface ListChange {
  readonly id: string
  readonly name: string
  /** numbers of terms */
  readonly before: number
  readonly after: number
  readonly added: readonly string[]
  readonly withdrawn: readonly string[]
  /** same text, other level, suggestion, options … */
  readonly altered: readonly string[]
}

/** The lists in which two lexicons differ, in the order of the later one; terms in the order in which they stand. */
export function changedLists(before: StoredLexicon, after: StoredLexicon): ListChange[] {
  const gone = before.lists.filter(({ id }) => !after.lists.some((list) => list.id === id)).map((list) => ({ ...list, terms: [] }))
  return [...after.lists, ...gone].flatMap((list) => {
    const earlier = before.lists.find(({ id }) => id === list.id)
    return earlier && isSame(earlier, list) ? [] : [changeOf(earlier?.terms ?? [], list)]
  })
}

function changeOf(earlier: readonly Term[], { id, name, terms }: StoredList): ListChange {
  const old = new Map(earlier.map((term) => [term.term, JSON.stringify(sorted(term))]))
  const present = new Set(terms.map(({ term }) => term))
  return {
    id, name, before: earlier.length, after: terms.length,
    added: terms.filter(({ term }) => !old.has(term)).map(({ term }) => term),
    withdrawn: earlier.filter(({ term }) => !present.has(term)).map(({ term }) => term),
    altered: terms.filter((term) => old.has(term.term) && old.get(term.term) !== JSON.stringify(sorted(term))).map(({ term }) => term),
  }
}

function isSame(one: StoredList, other: StoredList): boolean {
  return JSON.stringify([...infoOf(one), one.terms.map(sorted)]) === JSON.stringify([...infoOf(other), other.terms.map(sorted)])
}

function infoOf({ name, edition, source, date }: StoredList): string[] {
  return [name, edition, source, date]
}

/** the entries of a term in one order, whoever wrote it; what is as it is unless told is left out */
function sorted(term: Term): unknown[] {
  const { kind = 'sensitive', level = 'warn', ...rest } = inItsList(term)
  return Object.entries({ ...rest, kind, level }).toSorted(([one], [other]) => one < other ? -1 : 1)
}
