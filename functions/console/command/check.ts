import type { Html } from '../../../shared/web/html.ts'
import { html, lines } from '../../../shared/web/html.ts'
import { keep } from '../../../shared/web/kept.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { clockTime, dayText } from '../../../shared/web/time.ts'
import type { PageCommand } from '../../../shared/web/words/commands.ts'
import type { Command } from '../../../shared/workflow/commands.ts'
import type { Visit } from '../visit.ts'
import { titleShown } from '../rows.ts'
import { foreseen } from './foresee.ts'
import { buttonText, hiddenFields } from './form.ts'
import { SPECS } from './specs.ts'

/** 请核对后确认: what was answered, what will happen, who is next; one press confirms, one goes back with all that was typed. */
export function checkPage(request: SignedRequest, seen: Visit, name: PageCommand, command: Command): Reply {
  const { say, form } = request
  const { item, actor } = seen
  const label = command.name === 'approve' ? say(command.releaseAt ? 'do.approve.at' : 'do.approve.now') : buttonText(say, name, item)
  const carried = [...form.texts].filter(([field]) => !carriedOtherwise.has(field))
    .flatMap(([field, values]) => values.map((value) => keep(field, value)))
  const action = address('carry_out', { id: item.id, command: name })
  return {
    kind: 'page', title: `${say('check.title')} · ${label}`,
    main: html`<div class="narrow"><h1>${say('check.title')}</h1>
<div class="panel"><table class="facts">
${row(say('check.item'), titleShown(request, item))}
${row(say('check.act'), html`<b>${label}</b>`)}
${answers(request, command).map(([head, value]) => row(head, html`${lines(value)}`))}
${row(say('check.revision'), html`<code>${item.revision.slice(0, 16)}…</code>`)}
${row(say('check.who'), html`${actor.name}${actor.onBehalfOf ? html`（${say('status.behalf', { name: actor.onBehalfOf.name })}）` : ''}`)}
${row(say('check.happens'), foreseen(request, seen, name))}
</table></div>
<form method="post" action="${action}" data-command="${name}" data-confirms>
${hiddenFields(request, item)}${carried}
<input type="hidden" name="confirmed" value="yes">
<p class="buttons"><button class="${SPECS[name].danger ? 'danger' : 'main'}">${say('check.confirm', { act: label })}</button></p>
</form>
<form method="post" action="${action}">
<input type="hidden" name="csrf" value="${request.visitor.csrf}">${carried}
<input type="hidden" name="back" value="yes">
<p><button class="link">${say('check.change')}</button></p>
</form></div>`,
  }
}

function row(head: string, value: Html | string): Html {
  return html`<tr><th scope="row">${head}</th><td>${value}</td></tr>`
}

const carriedOtherwise = new Set(['csrf', 'commandId', 'seen_revision', 'seen_report', 'review', 'confirmed', 'back'])

/** The command's values in words. */
function answers({ say, lang }: SignedRequest, command: Command): (readonly [string, string])[] {
  switch (command.name) {
    case 'pass': return [
      [say('value.opinion'), command.opinion ?? say('none')],
      ...(command.dispositions ? [[say('check.dispositions'), say('check.dispositions.count', { count: command.dispositions.list.length })] as const] : []),
    ]
    case 'approve': return [
      [say('value.opinion'), command.opinion ?? say('none')],
      [say('value.release'), command.releaseAt ? clockTime(command.releaseAt, lang) : say('value.release.now')],
    ]
    case 'return': return [[say('value.return'), command.opinion]]
    case 'suggest': return [[say('value.text'), command.text]]
    case 'refer': return [[say('value.question'), command.question], [say('value.to'), command.to]]
    case 'resume': return [[say('value.ruling'), command.text], [say('value.authority'), command.rulings[0]?.authority ?? say('none')]]
    case 'withhold': return [
      [say('value.ground'), say(`withholding.${command.ground}`)], [say('value.reason'), command.reason],
      [say('value.nextLook'), dayText(command.nextLook, lang)],
    ]
    case 'take_down': return [[say('value.removal'), say(`removal.${command.reason}`)], [say('value.takedown.note'), command.note]]
    case 'create': case 'save': case 'submit': case 'recall': case 'void': case 'reopen': case 'correct': case 'withdraw':
    case 'confirm_take_down': case 'restore': case 'set_banner': case 'confirm_banner': case 'clear_banner': case 'ask_unseal':
    case 'confirm_unseal': case 'screen': case 'publish': case 'deliver': case 'lapse': case 'remind': case 'unreached': case 'hold': case 'expire': break
  }
  // The other commands show their fields and what they do on one page.
  return []
}
