import { now } from '../../../../shared/now.ts'
import type { Base, Draft, Lineage, OwnLexicon } from '../../../../shared/lexicon/index.ts'
import { shippedOf } from '../../../../shared/lexicon/index.ts'
import { compileStored, editionOf, shippedStored } from '../../../../shared/screening/index.ts'
import type { StoredLexicon, StoredList } from '../../../../shared/screening/index.ts'
import { WebError } from '../../../../shared/web/errors.ts'
import type { Visitor } from '../../../../shared/web/request.ts'
import type { Digest } from '../../../../shared/workflow/types.ts'
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

/** The id of a list of the body's own; those that ship have others. */
export function ownList(id: string): string {
  return `${OWN}${id.toLowerCase()}`
}

/** Whether a list is the body's own, so that it can be given up as a whole. */
export function isOwn({ id }: Pick<StoredList, 'id'>): boolean {
  return id.startsWith(OWN)
}

const OWN = 'own-'

/** Where the lists that are worked on come from. */
export async function lineageOf({ stored }: Pick<Working, 'stored'>): Promise<Lineage> {
  const digest = shippedOf(stored)
  return { own: stored, taken: digest === undefined ? undefined : await record.lexicon(digest), shipped: shippedStored() }
}

/** How often a change is made again because another administrator changed the draft at the same moment. */
const ATTEMPTS = 4

/**
 * Changes the draft, beginning one where there is none.
 *
 * @param change makes the new lexicon out of the one that is there at that moment; nothing where it would be the same
 * @throws WebError where others came first too often
 */
export async function changeDraft(
  visitor: Visitor, change: (present: Working) => OwnLexicon | undefined | Promise<OwnLexicon | undefined>,
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = await working()
    const changed = await change(before)
    if (!changed) return
    const stored = await withOrigin(changed, before)
    const draft: Draft = {
      digest: await record.putLexicon(stored), edition: editionOf(compileStored(stored)), base: before.base,
      by: { person: visitor.id, name: visitor.name }, at: now().toISOString(),
    }
    if (await editions.putDraft(draft, before.version)) return
  }
  throw new WebError('busy')
}

/**
 * Changes one list of the draft.
 *
 * @throws WebError where others came first too often, or there is no such list
 */
export function changeList(visitor: Visitor, id: string, change: (list: StoredList) => StoredList | undefined): Promise<void> {
  return changeDraft(visitor, (present) => {
    const changed = change(listIn(present, id))
    return changed && { v: 1, lists: present.stored.lists.map((list) => list.id === id ? changed : list) }
  })
}

/** Keeps the lexicon that is shipped now, for whoever asks later what was taken of it. */
export function keepShipped(): Promise<Digest> {
  return record.putLexicon(shippedStored())
}

// What begins from the shipped lexicon has taken it as it is now; what follows on an own one has taken what that one took.
async function withOrigin(changed: OwnLexicon, { stored, draft, base }: Working): Promise<OwnLexicon> {
  const shipped = changed.shipped ?? (!draft && base.terms === undefined ? await keepShipped() : shippedOf(stored))
  return { ...changed, ...(shipped !== undefined && { shipped }) }
}
