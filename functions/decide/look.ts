import { now } from '../../shared/now.ts'
import type { View } from '../../shared/record/index.ts'
import { html } from '../../shared/web/html.ts'
import type { PageRequest, Reply } from '../../shared/web/request.ts'
import { decides } from '../../shared/web/review/options.ts'
import { decisionPage } from '../../shared/web/review/page.ts'
import type { Again } from '../../shared/web/review/page.ts'
import type { Asked } from './asked.ts'
import { askedBy, visitBy } from './asked.ts'
import { record } from './context.ts'
import { keepLink } from './cookies.ts'
import { coverPage } from './cover.ts'
import { doorOf } from './door.ts'
import { overPage, unknownPage } from './over.ts'
import { isAddressee } from './standing.ts'

/** Shows what a link asks. Changes nothing, however often it is looked at and by whom; that it was is recorded. */
export async function look(request: PageRequest): Promise<Reply> {
  const asked = await askedBy(request, request.params['token'] ?? '')
  if (!asked) return unknownPage(request)
  await viewed(request, asked)
  return show(request, asked)
}

/** The page of a link as it stands, for whoever has come. */
export async function show(request: PageRequest, asked: Asked, again?: Again): Promise<Reply> {
  const { standing, state } = asked
  if (state !== 'valid') return overPage(request, asked)
  if (!isAddressee(standing)) return coverPage(request, asked, { status: standing.by === 'other' ? 403 : 200 })
  const seen = await visitBy(asked, standing)
  if (!seen || !decides(seen)) return notYours(request, asked)
  const page = await decisionPage(request, seen, doorOf(asked, standing), again)
  return page.kind === 'page' ? { ...page, cookies: [keepLink(asked.link.digest, asked.token)] } : page
}

/** For somebody who may no longer decide what they were asked to. */
function notYours({ say }: PageRequest, { addressee }: Asked): Reply {
  return {
    kind: 'page', status: 403, title: say('link.not_yours'), wrong: true,
    main: html`<div class="narrow" data-link="not-yours"><h1>${say('link.not_yours')}</h1>
<p class="lead">${say('link.not_yours.what', { name: addressee.name })}</p></div>`,
  }
}

/** Records that a link was opened; a page is not kept back where that does not succeed. */
export async function viewed({ method, visitor }: PageRequest, { link, standing, addressee }: Asked): Promise<void> {
  const who = isAddressee(standing) ? standing.who : visitor
  const view: View = {
    itemId: link.item, link: link.digest, revision: link.revision, by: standing.by, at: now().toISOString(),
    method: method === 'HEAD' || method === 'POST' ? method : 'GET', asks: { person: addressee.id, name: addressee.name },
    ...(who && { who: { person: who.id, name: who.name } }),
  }
  await record.view(view).catch((error: unknown) => {
    console.error(JSON.stringify({ level: 'ERROR', message: 'A view could not be recorded', error: error instanceof Error ? error.name : '' }))
  })
}
