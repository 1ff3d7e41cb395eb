import { changedLists, termRows } from '../screening/index.ts'
import type { StoredLexicon, StoredList, Term } from '../screening/index.ts'
import type { Digest } from '../workflow/types.ts'

/** A lexicon of one's own, which remembers the shipped one that its lists were taken from. */
export interface OwnLexicon extends StoredLexicon {
  /** digest of the stored form of the shipped lexicon */
  readonly shipped?: Digest
}

/** The shipped lexicon that a lexicon's lists were taken from, where it says so. */
export function shippedOf(lexicon: StoredLexicon): Digest | undefined {
  return 'shipped' in lexicon && typeof lexicon.shipped === 'string' ? lexicon.shipped : undefined
}

/** Lists of one's own, those that were taken as shipped, and those that are shipped now. */
export interface Lineage {
  readonly own: StoredLexicon
  /** none where it is not known what was taken */
  readonly taken: StoredLexicon | undefined
  readonly shipped: StoredLexicon
}

/** The shipped lists that have changed since they were taken: not those that ship empty, nor those of an older program. */
export function newerLists({ own, taken, shipped }: Lineage): StoredList[] {
  return shipped.lists.filter((list) => {
    const before = named(taken ?? own, list.id)
    return list.terms.length > 0 && (!before || (list.date >= before.date && differ(before, list)))
  })
}

/**
 * One's own lexicon with the newer shipped lists in it. What was put, changed or withdrawn since a list was taken stays
 * put, changed or withdrawn; everything else is as it is shipped now.
 *
 * @param today YYYY-MM-DD, for the edition of a list that is not quite the shipped one
 */
export function withNewer(lineage: Lineage, today: string): StoredLexicon {
  const newer = new Map(newerLists(lineage).map((list) => [list.id, list]))
  const taken = (id: string): StoredList | undefined => lineage.taken && named(lineage.taken, id)
  const lists = lineage.own.lists.map((list) => {
    const shipped = newer.get(list.id)
    return shipped ? merged(list, taken(list.id), shipped, today) : list
  })
  return { v: 1, lists: [...lists, ...[...newer.values()].filter(({ id }) => !named(lineage.own, id))] }
}

function merged(own: StoredList, taken: StoredList | undefined, shipped: StoredList, today: string): StoredList {
  const [mine, before, present] = [byText(own), byText(taken), byText(shipped)]
  const isAsTaken = (term: Term): boolean => {
    const was = before.get(term.term)
    return was !== undefined && written(was) === written(term)
  }
  const asShipped = shipped.terms.flatMap((term) => {
    const known = mine.get(term.term)
    if (!known) return before.has(term.term) ? [] : [term]
    // Where nobody knows what was taken, what both have is taken for the shipped one's.
    return taken && !isAsTaken(known) ? [known] : [term]
  })
  const terms = [...asShipped, ...own.terms.filter((term) => !present.has(term.term) && !isAsTaken(term))]
  const list = { ...shipped, terms }
  return differ(list, shipped) ? { ...list, date: today, edition: `${shipped.edition}+${today}` } : list
}

function named({ lists }: StoredLexicon, id: string): StoredList | undefined {
  return lists.find((list) => list.id === id)
}

function differ(one: StoredList, other: StoredList): boolean {
  return changedLists({ v: 1, lists: [one] }, { v: 1, lists: [other] }).length > 0
}

function byText(list: StoredList | undefined): ReadonlyMap<string, Term> {
  return new Map(list?.terms.map((term) => [term.term, term]))
}

/** A term in one form, whoever wrote it. */
function written(term: Term): string {
  return JSON.stringify(termRows([term])[1])
}
