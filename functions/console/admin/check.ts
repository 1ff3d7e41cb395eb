import type { Change, Person, Proposal } from '../../../shared/identity/index.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html, lines } from '../../../shared/web/html.ts'
import { keep } from '../../../shared/web/kept.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { list } from '../../../shared/web/words.ts'
import { actionOf, hiddenFields } from './form.ts'
import { alike, seconds } from './people.ts'
import { changeRows, effectText } from './say.ts'
import { CHANGE_SPECS } from './specs.ts'
import type { Subject } from './subject.ts'

/** 请核对后确认: the change, what it will do and who has to agree; one press confirms, one goes back with all that was typed. `same` is the same change, where it waits already. */
export function checkChange(request: SignedRequest, subject: Subject, change: Change, same: Proposal | undefined): Reply {
  const { say, form } = request
  const { kind, actor, people, person } = subject
  const label = say(`admin.do.${kind}`)
  const carried = [...form.texts].filter(([field]) => !carriedOtherwise.has(field))
    .flatMap(([field, values]) => values.map((value) => keep(field, value)))
  return {
    kind: 'page', title: `${say('check.title')} · ${label}`, here: 'admin',
    main: html`<div class="narrow"><h1>${say('check.title')}</h1>
${same ? html`<p class="notice warn">${say('admin.warn.twin', { name: same.by.name })} <a href="${address('admin.proposal', { id: same.id })}">${say('admin.proposals.see')}</a></p>` : ''}
${warnings(request, change, people)}
<table class="facts">
${person ? factRow(say('admin.person'), person.name) : ''}
${factRow(say('admin.act'), html`<b>${label}</b>`)}
${changeRows(request, change).map(([head, value]) => factRow(head, html`${lines(value)}`))}
${factRow(say('check.who'), actor.name)}
${factRow(say('check.happens'), effectText(request, change, seconds(people, actor.person)))}
</table>
<form method="post" action="${actionOf(subject)}" data-command="${kind}" data-confirms>
${hiddenFields(request, subject)}${carried}
<input type="hidden" name="confirmed" value="yes">
<p class="buttons"><button class="${CHANGE_SPECS[kind].danger ? 'danger' : 'main'}">${say('check.confirm', { act: label })}</button></p>
</form>
<form method="post" action="${actionOf(subject)}">
<input type="hidden" name="csrf" value="${request.visitor.csrf}">${carried}
<input type="hidden" name="back" value="yes">
<p><button class="link">${say('check.change')}</button></p>
</form></div>`,
  }
}

const carriedOtherwise = new Set(['csrf', 'commandId', 'confirmed', 'back'])

export function factRow(head: string, value: Html | string): Html {
  return html`<tr><th scope="row">${head}</th><td>${value}</td></tr>`
}

/** What whoever makes or confirms a change should think of first. */
export function warnings({ say, lang }: SignedRequest, change: Change, people: readonly Person[]): Html[] {
  const same = alike(change, people)
  return same.length === 0 ? []
    : [html`<p class="notice warn">${say('admin.warn.alike', { names: list(lang, same.map(({ name, email }) => `${name}${say('aside', { more: email })}`)) })}</p>`]
}
