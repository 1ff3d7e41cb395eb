import type { Content } from '../../document/content.ts'
import { diffContent } from '../../document/diff-content.ts'
import type { TrailEvent } from '../../record/index.ts'
import type { Digest, Item } from '../../workflow/types.ts'
import { diffView } from '../diff.ts'
import { typed } from '../form.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { PageRequest } from '../request.ts'

/** Whose differences are told, of which item. */
export interface Since {
  readonly item: Item
  readonly person: string
  readonly trail: readonly TrailEvent[]
}

/**
 * What differs from what somebody last saw, and from what is public.
 *
 * @param read the content of an earlier revision; nothing where it may not be shown
 */
export async function changesView(
  { say, form }: PageRequest, { item, person, trail }: Since, content: Content, read: (revision: Digest) => Promise<Content | undefined> | undefined,
): Promise<Html> {
  // A form that comes back names what its page showed; otherwise it is what the person last acted on.
  const shown = trail.find(({ revision }) => revision !== undefined && revision === typed(form, 'seen_revision'))?.revision
  const acted = trail.findLast((event) => event.actor.person === person && event.revision !== undefined)?.revision
  const last = shown === undefined || shown === item.revision ? acted : shown
  const before = [
    ...(last !== undefined && last !== item.revision ? [{ key: 'changes.seen', digest: last } as const] : []),
    ...(item.published && item.published.revision !== item.revision && item.published.revision !== last ? [{ key: 'changes.published', digest: item.published.revision } as const] : []),
  ]
  const views = await Promise.all(before.map(async ({ key, digest }) => {
    const earlier = await read(digest)
    return earlier && html`<section class="panel" data-changes><h2>${say(key)}</h2>${diffView(diffContent(earlier, content), say)}</section>`
  }))
  return html`${views}`
}
