import type { Problem } from '../fields.ts'
import type { Html } from '../html.ts'
import { html, lines } from '../html.ts'
import { problemSummary } from '../inputs.ts'
import { keep } from '../kept.ts'
import type { Reply, PageRequest } from '../request.ts'
import { clockTime, dayText } from '../time.ts'
import type { PageCommand } from '../words/commands.ts'
import type { Command } from '../../workflow/commands.ts'
import type { Visit } from './visit.ts'
import { actorText } from './behalf.ts'
import { titleShown } from './item.ts'
import type { FormDoor } from './door.ts'
import { foreseen } from './foresee.ts'
import { buttonText, formAction, hiddenFields } from './form.ts'
import { openedField } from './opened.ts'
import { SPECS } from './specs.ts'

/** 请核对后确认: what was answered, what will happen, who is next; one press confirms, one goes back with all that was typed. */
export function checkPage(request: PageRequest, seen: Visit, name: PageCommand, command: Command, door: FormDoor, problems: readonly Problem[] = []): Reply {
  const { say, form } = request
  const { item, actor } = seen
  const label = command.name === 'approve' ? say(command.releaseAt ? 'do.approve.at' : 'do.approve.now') : buttonText(say, name, item)
  const carried = [...form.texts].filter(([field]) => !carriedOtherwise.has(field))
    .flatMap(([field, values]) => values.map((value) => keep(field, value)))
  const action = formAction(item, name, door)
  return {
    kind: 'page', title: `${say('check.title')} · ${label}`, status: problems.length > 0 ? 422 : 200, wrong: problems.length > 0,
    main: html`<div class="narrow">${problemSummary(problems, (field) => field, say)}
<h1>${say('check.title')}</h1>
<div class="panel"><table class="facts">
${row(say('check.item'), titleShown(request, item))}
${row(say('check.act'), html`<b>${label}</b>`)}
${answers(request, command).map(([head, value]) => row(head, html`${lines(value)}`))}
${row(say('check.revision'), html`<code>${item.revision.slice(0, 16)}…</code>`)}
${row(say('check.who'), actorText(request, actor))}
${row(say('check.happens'), happens(request, seen, name, command))}
</table></div>
<form method="post"${action} data-command="${name}" data-confirms>
${hiddenFields(request, item, name, door)}${carried}
<input type="hidden" name="confirmed" value="yes">${door.recheck?.(request, problems) ?? ''}
<p class="buttons"><button class="${SPECS[name].danger ? 'danger' : 'main'}">${say('check.confirm', { act: label })}</button></p>
</form>
<form method="post"${action}>
${door.proof(request, name)}${carried}${openedField(request, item, door.stampKey?.(request))}
<input type="hidden" name="back" value="yes">
<p><button class="link">${say('check.change')}</button></p>
</form></div>`,
  }
}

function row(head: string, value: Html | string): Html {
  return html`<tr><th scope="row">${head}</th><td>${value}</td></tr>`
}

/** Whoever sets a time for the release publishes nothing at once. */
function happens(request: PageRequest, seen: Visit, name: PageCommand, command: Command): string {
  return command.name === 'approve' && command.releaseAt
    ? request.say('will.approve.at', { time: clockTime(command.releaseAt, request.lang) }) : foreseen(request, seen, name)
}

const carriedOtherwise = new Set(['csrf', 'commandId', 'command', 'proof', 'form', 'code', 'seen_revision', 'seen_report', 'seen_opened', 'review', 'confirmed', 'back', 'behalf'])

/** The command's values in words. */
function answers({ say, lang }: PageRequest, command: Command): (readonly [string, string])[] {
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
    case 'confirm_unseal': case 'screen': case 'publish': case 'deliver': case 'lapse': case 'remind': case 'unreached': case 'reached': case 'hold': case 'expire': break
  }
  // The other commands show their fields and what they do on one page.
  return []
}
