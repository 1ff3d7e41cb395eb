import { ulid } from 'ulid'
import { now } from '../../../shared/now.ts'
import type { UploadProblem } from '../../../shared/web/errors/uploads.ts'
import { sayUploadProblem } from '../../../shared/web/errors/uploads.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import { keep } from '../../../shared/web/kept.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import type { Values } from '../../../shared/web/words.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { limitWords } from './uploads.ts'

/** Ways on from a file that was not attached; each is a button of one form. */
export interface WaysOn {
  readonly action: string
  readonly hidden: Readonly<Record<string, string>>
  readonly buttons: readonly { readonly value: string, readonly text: string }[]
}

/** A file that was not attached: why, what to do, and the buttons that go on with it where it is still here. */
export function uploadRefused(request: SignedRequest, item: Item, problem: UploadProblem, values: Values = {}, ways?: WaysOn): Reply {
  const { say, lang } = request
  const { status, what, remedy } = sayUploadProblem(problem, lang, { ...limitWords(request), ...values })
  return {
    kind: 'page', status, title: what, wrong: true,
    main: html`<div class="narrow" data-upload-problem="${problem}"><div class="problems" role="alert"><h1>${what}</h1><p>${remedy}</p></div>
<p>${say('attachments.nothing_done')}</p>
${ways ? buttons(request, ways) : ''}
<p><a class="button${ways ? '' : ' main'}" href="${address('attachments', { id: item.id })}">${say('attachments.other')}</a></p></div>`,
  }
}

function buttons({ visitor }: SignedRequest, { action, hidden, buttons: all }: WaysOn): Html {
  return html`<form method="post" action="${action}" data-command="take">
${keep('csrf', visitor.csrf)}${keep('commandId', ulid(now().getTime()))}${Object.entries(hidden).map(([name, value]) => keep(name, value))}
<p class="buttons">${all.map(({ value, text }, at) => html`<button name="choice" value="${value}"${at === 0 ? html` class="main"` : ''}>${text}</button>`)}</p>
</form>`
}
