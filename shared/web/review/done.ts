import type { TrailEvent } from '../../record/index.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { PageRequest, Reply } from '../request.ts'
import { clockTime } from '../time.ts'
import { actorText } from './behalf.ts'
import { titleShown } from './item.ts'
import { nextSentence } from './next.ts'
import { isPageCommand } from './specs.ts'
import type { Visit } from './visit.ts'

/** The page that says what came of a command, what is next and who; nothing for what people do not give on pages. */
export function donePage(
  request: PageRequest, { item, people }: Pick<Visit, 'item' | 'people'>, event: TrailEvent,
  { portalOrigin, buttons, before }: { readonly portalOrigin: string, readonly buttons: Html, readonly before?: Html },
): Reply | undefined {
  const { say, lang } = request
  if (!isPageCommand(event.type)) return undefined
  const isOver = event.type === 'restore' && event.to.presence !== 'live'
  const title = say(isOver ? 'result.restore.over' : `result.${event.type}`)
  const isPublic = event.type === 'approve' || (event.type === 'restore' && !isOver)
  return {
    kind: 'page', title,
    main: html`<div class="narrow" data-done="${event.type}">${before ?? ''}<div class="big-done" role="status"><h1>${title}</h1>
<p class="lead">${titleShown(request, item)}</p>
<p>${nextSentence(request, item, people)}</p></div>
<div class="panel"><table class="facts">
<tr><th scope="row">${say('check.who')}</th><td>${actorText(request, event.actor)}</td></tr>
<tr><th scope="row">${say('history.title')}</th><td>${say('done.seq', { seq: event.seq, time: clockTime(event.at, lang) })}</td></tr>
${event.revision === undefined ? '' : html`<tr><th scope="row">${say('done.revision')}</th><td><code data-revision="${event.revision}">${event.revision}</code></td></tr>`}
</table></div>
${isPublic ? html`<p>${say('done.public')} <a href="${portalOrigin}/items/${item.id}.html" data-public>${portalOrigin}/items/${item.id}.html</a></p>` : ''}
<p class="buttons">${buttons}</p></div>`,
  }
}
