import { newerLists, withNewer } from '../../../../shared/lexicon/index.ts'
import { now } from '../../../../shared/now.ts'
import { changedLists } from '../../../../shared/screening/index.ts'
import type { Html } from '../../../../shared/web/html.ts'
import { html } from '../../../../shared/web/html.ts'
import type { SignedRequest, Visitor } from '../../../../shared/web/request.ts'
import { address } from '../../../../shared/web/routes.ts'
import { chinaDay, dayText } from '../../../../shared/web/time.ts'
import { list } from '../../../../shared/web/words.ts'
import { changesView } from './changes-view.ts'
import type { Working } from './working.ts'
import { changeDraft, keepShipped, lineageOf } from './working.ts'

/** That the program ships newer lists than those that are worked on: which, what they change, and the step that takes them. */
export async function newerView(request: SignedRequest, present: Working): Promise<Html | undefined> {
  const { say, lang, visitor } = request
  const lineage = await lineageOf(present)
  const lists = newerLists(lineage)
  if (lists.length === 0) return undefined
  const after = withNewer(lineage, chinaDay(now()))
  if (changedLists(present.stored, after).length === 0) return undefined
  const names = list(lang, lists.map(({ name, edition, date }) => say('lexicon.newer.list', { name, edition, date: dayText(date, lang) })))
  return html`<section data-newer="${lists.map(({ id }) => id).join(' ')}"><h2>${say('lexicon.newer')}</h2>
<p class="notice warn">${say('lexicon.newer.what', { names })}</p>
<p>${say('lexicon.newer.note')}</p>
${changesView(request, present.stored, after)}
<form method="post" action="${address('lexicon.draft')}" data-command="take_newer">
<input type="hidden" name="csrf" value="${visitor.csrf}">
<p class="buttons"><button name="do" value="take_newer">${say('lexicon.newer.take')}</button></p></form></section>`
}

/** Takes the newer shipped lists into the edition in preparation; does nothing where they are in it. @throws WebError */
export async function takeNewer(visitor: Visitor): Promise<void> {
  await changeDraft(visitor, async (present) => {
    const lineage = await lineageOf(present)
    if (newerLists(lineage).length === 0) return undefined
    return { ...withNewer(lineage, chinaDay(now())), shipped: await keepShipped() }
  })
}
