import type { Record } from '../record/index.ts'
import type { Lexicon, ListStatus } from '../screening/index.ts'
import { compileStored, editionOf, listStatus, shippedLexicon } from '../screening/index.ts'
import type { Digest } from '../workflow/types.ts'

/** What it takes to find and load the lexicon in force. */
export type LexiconRecord = Pick<Record, 'activeLexicon' | 'lexicon'>

/** A lexicon ready for use, with the edition of every report that this code makes with it. */
export interface Compiled {
  readonly lexicon: Lexicon
  readonly edition: string
}

/** The lexicon in force, as this code has it. */
export interface InForce extends Compiled {
  /** the edition that is in force: another one than `edition` where code of other rules put it in force */
  readonly active: string
  /** of the register that names it */
  readonly version: number
  /** digest of the stored lexicon; absent where the shipped one is in force */
  readonly terms?: Digest
}

/** How many lexicons a process keeps: the one in force and the one that is being prepared. */
const KEPT = 2
const SHIPPED = ''
const compiled = new Map<Digest, Promise<Compiled>>()

/** The lexicon in force; the one that this code ships with as long as nobody has activated another. @throws what the record throws */
export async function activeLexicon(record: LexiconRecord): Promise<InForce> {
  const { edition: active, version, terms } = await record.activeLexicon()
  return { ...await loadLexicon(record, terms), active, version, ...(terms !== undefined && { terms }) }
}

/**
 * A stored lexicon, compiled once for each process.
 *
 * @param terms digest of the stored lexicon; without it, the one that this code ships with
 */
export function loadLexicon(record: Pick<LexiconRecord, 'lexicon'>, terms: Digest = SHIPPED): Promise<Compiled> {
  const known = compiled.get(terms) ?? compile(record, terms)
  // The last one used stands last; the first is let go.
  compiled.delete(terms)
  compiled.set(terms, known)
  for (const [oldest] of compiled) {
    if (compiled.size <= KEPT) break
    compiled.delete(oldest)
  }
  // What could not be read may be read the next time.
  known.catch(() => compiled.delete(terms))
  return known
}

/** The edition of the rules and the lexicon that this code ships with. */
export function shippedEdition(): string {
  return shipped().edition
}

/** The lists of the lexicon that this code ships with: loaded or not, their editions, digests and sizes. */
export function shippedLists(): readonly ListStatus[] {
  return listStatus(shipped().lexicon)
}

let own: Compiled | undefined

function shipped(): Compiled {
  own ??= withEdition(shippedLexicon())
  return own
}

async function compile(record: Pick<LexiconRecord, 'lexicon'>, terms: Digest): Promise<Compiled> {
  return terms === SHIPPED ? shipped() : withEdition(compileStored(await record.lexicon(terms)))
}

function withEdition(lexicon: Lexicon): Compiled {
  return { lexicon, edition: editionOf(lexicon) }
}
