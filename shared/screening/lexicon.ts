import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Level, ListStatus } from './types.ts'

/** Where a list of terms comes from. */
export interface ListInfo {
  readonly id: string
  readonly name: string
  readonly edition: string
  readonly source: string
  /** YYYY-MM-DD */
  readonly date: string
}

/** One term of a list, as an administrator writes it. */
export interface Term {
  readonly term: string
  /** id of its list; `terms` where there is only one */
  readonly list?: string
  readonly kind?: 'sensitive' | 'misused' | 'naming'
  readonly level?: Level
  readonly suggestion?: string
  readonly basis?: string
  /** longer innocent words that hold the term */
  readonly allow?: readonly string[]
}

export interface Lexicon {
  readonly lists: readonly ListInfo[]
  readonly terms: Map<string, Required<Pick<Term, 'term' | 'list' | 'kind' | 'level'>> & Term>
}

/** Makes a lexicon of terms. Lists without a term stand in the report as not loaded. */
export function compileLexicon(entries: Iterable<Term>, lists: readonly ListInfo[] = []): Lexicon {
  const lexicon: Lexicon = { lists, terms: new Map() }
  for (const entry of entries) {
    const list = entry.list ?? lists[0]?.id ?? 'terms'
    lexicon.terms.set(`${list}:${entry.term}`, { level: 'warn', kind: 'sensitive', ...entry, list })
  }
  return lexicon
}

/** The standing of each list: its edition, digest and number of terms. */
export function listStatus(lexicon: Lexicon): ListStatus[] {
  return lexicon.lists.map((list) => {
    const terms = [...lexicon.terms.values()].filter((term) => term.list === list.id)
    const lines = terms.map((term) => JSON.stringify([term.term, term.kind, term.level, term.suggestion ?? '',
      term.basis ?? '', term.allow ?? []])).toSorted()
    return {
      ...list, terms: terms.length, state: terms.length === 0 ? 'not_loaded' : 'loaded',
      digest: bytesToHex(sha256(utf8ToBytes(lines.join('\n')))),
    }
  })
}
