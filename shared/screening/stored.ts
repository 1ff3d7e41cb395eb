import type { Lexicon, ListInfo, Term } from './lexicon.ts'
import { compileLexicon } from './lexicon.ts'
import { SHIPPED_LISTS, shippedTerms } from './shipped.ts'

/** One list with its terms, which need not name it. */
export interface StoredList extends ListInfo {
  readonly terms: readonly Term[]
}

/** A lexicon as it is stored: every list with its terms, edition, source and date. The form that its digest covers. */
export interface StoredLexicon {
  readonly v: 1
  readonly lists: readonly StoredList[]
}

/** A stored lexicon, ready to be looked for. @throws TermError where a term cannot be looked for */
export function compileStored({ lists }: StoredLexicon): Lexicon {
  const terms = lists.flatMap(({ id, terms: own }) => own.map((term): Term => ({ ...term, list: id })))
  return compileLexicon(terms, lists.map(({ id, name, edition, source, date }) => ({ id, name, edition, source, date })))
}

/** The lexicon that this code ships with, in the form in which an edition of one's own is stored. */
export function shippedStored(): StoredLexicon {
  const terms = Map.groupBy(shippedTerms(), ({ list }) => list)
  return {
    v: 1, lists: SHIPPED_LISTS.map((info) => ({ ...info, terms: (terms.get(info.id) ?? []).map(inItsList) })),
  }
}

/** A term as its list stores it: the list is named once for all. */
export function inItsList(term: Term): Term {
  const { list: _, ...rest } = term
  return rest
}

/** Whether a value is a stored lexicon: told apart by its outer form, for who knows its bytes by their digest. */
export function isStoredLexicon(value: unknown): value is StoredLexicon {
  return typeof value === 'object' && value !== null && 'v' in value && value.v === 1 && 'lists' in value && Array.isArray(value.lists)
}
