import { now } from '../../../../shared/now.ts'
import type { Base, Draft } from '../../../../shared/lexicon/index.ts'
import { compileStored, editionOf, shippedStored } from '../../../../shared/screening/index.ts'
import type { StoredLexicon, StoredList } from '../../../../shared/screening/index.ts'
import { WebError } from '../../../../shared/web/errors.ts'
import type { Visitor } from '../../../../shared/web/request.ts'
import { editions, record } from '../../context.ts'

/** What administrators work on: the draft, or what is in force where there is none yet. */
export interface Working {
  readonly stored: StoredLexicon
  readonly draft?: Draft
  /** of the draft's register */
  readonly version: number
  readonly base: Base
}

/** Loads what the next change is made to. */
export async function working(): Promise<Working> {
  const { draft, version } = await editions.draft()
  if (draft) return { stored: await record.lexicon(draft.digest), draft, version, base: draft.base }
  const base = await inForce()
  return { stored: await storedOf(base), version, base }
}

/** What is in force now, as a base for an edition. */
export async function inForce(): Promise<Base> {
  const { edition, terms } = await record.activeLexicon()
  return { edition, ...(terms !== undefined && { terms }) }
}

/** The stored lexicon that an edition was made from. */
export async function storedOf({ terms }: Base): Promise<StoredLexicon> {
  return terms === undefined ? shippedStored() : record.lexicon(terms)
}

/** A list of what is worked on. @throws WebError where there is none of this id */
export function listIn({ stored }: Working, id: string | undefined): StoredList {
  const list = stored.lists.find((one) => one.id === id)
  if (!list) throw new WebError('not_found')
  return list
}

/** How often a change is made again because another administrator changed the draft at the same moment. */
const ATTEMPTS = 4

/**
 * Changes one list of the draft, beginning a draft where there is none.
 *
 * @param change makes the new list out of the one that is there at that moment; nothing where it would be the same
 * @throws WebError where others came first too often, or there is no such list
 */
export async function changeDraft(visitor: Visitor, id: string, change: (list: StoredList) => StoredList | undefined): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = await working()
    const changed = change(listIn(before, id))
    if (!changed) return
    const stored: StoredLexicon = { v: 1, lists: before.stored.lists.map((list) => list.id === id ? changed : list) }
    const edition = editionOf(compileStored(stored))
    const draft: Draft = {
      digest: await record.putLexicon(stored), edition, base: before.base,
      by: { person: visitor.id, name: visitor.name }, at: now().toISOString(),
    }
    if (await editions.putDraft(draft, before.version)) return
  }
  throw new WebError('busy')
}
