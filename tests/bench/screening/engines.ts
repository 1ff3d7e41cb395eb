import { createRequire } from 'node:module'
import type { Lexicon } from '../../../shared/screening/lexicon.ts'
import { compileLexicon } from '../../../shared/screening/lexicon.ts'
import { matchTerms } from '../../../shared/screening/matches.ts'

/** One engine: made from terms, searches a text and says how many matches it saw. */
export interface Engine {
  readonly name: string
  /** nothing but the text as it stands: what our throughput is compared with */
  readonly exact: boolean
  build(terms: readonly string[]): unknown
  search(built: unknown, text: string): number
}

const require = createRequire(import.meta.url)

function load<T>(name: string, pick: (module: Record<string, unknown>) => unknown): T {
  return pick(require(name) as Record<string, unknown>) as T
}

type Searcher = new (terms: string[], options?: unknown) => { search(text: string): unknown[] }

function searcher(name: string, exact: boolean, type: () => Searcher, options?: unknown): Engine {
  return {
    name, exact,
    build: (terms) => new (type())([...terms], options),
    search: (built, text) => (built as InstanceType<Searcher>).search(text).length,
  }
}

/** Ours with everything on, ours without the division into words (which no peer has), and the peers. */
export const ENGINES: readonly Engine[] = [
  {
    name: 'sanshen',
    exact: false,
    build: (terms) => compileLexicon(terms.map((term) => ({ term }))),
    search: (built, text) => matchTerms(text, built as Lexicon).count,
  },
  {
    name: 'sanshen-all',
    exact: false,
    build: (terms) => compileLexicon(terms.map((term) => ({ term }))),
    search: (built, text) => matchTerms(text, built as Lexicon, 'all').count,
  },
  {
    name: '@monyone/aho-corasick/fast',
    exact: true,
    build: (terms) => new (load<new (terms: string[]) => unknown>('@monyone/aho-corasick/fast', (module) => module['AhoCorasick']))([...terms]),
    search: (built, text) => (built as { matchInText(text: string): unknown[] }).matchInText(text).length,
  },
  searcher('modern-ahocorasick', true, () => load('modern-ahocorasick', (module) => module['default'] ?? module)),
  searcher('modern-ahocorasick/text', false, () => load('modern-ahocorasick/text', (module) => module['default'] ?? module),
    { normalization: 'NFKC', caseFold: true }),
  searcher('fastscan', true, () => load('fastscan', (module) => module['default'] ?? module)),
  {
    name: 'mint-filter',
    exact: true,
    build: (terms) => new (load<new (terms: string[]) => unknown>('mint-filter', (module) => module['Mint'] ?? module['default']))([...terms]),
    search: (built, text) => (built as { filter(text: string, options: unknown): { words: string[] } }).filter(text, { replace: false }).words.length,
  },
  {
    name: 'sensitive-word-tool',
    exact: false,
    build: (terms) => new (load<new (options: unknown) => unknown>('sensitive-word-tool', (module) => module['SensitiveWordTool'] ?? module['default']))({
      wordList: [...terms] }),
    search: (built, text) => (built as { match(text: string): string[] }).match(text).length,
  },
]
