import type { Problem } from '../fields.ts'
import type { Form } from '../form.ts'
import { typed } from '../form.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { radios, selectInput, textArea, textInput } from '../inputs.ts'
import type { PageRequest } from '../request.ts'
import { toChinaTime } from '../time.ts'
import type { Key, Say } from '../words.ts'
import type { PageCommand } from '../words/commands.ts'
import { now } from '../../now.ts'
import { reviewAt, seesReport } from '../../workflow/separation.ts'
import { REMOVAL_REASONS, WITHHOLDING_GROUNDS } from '../../workflow/states.ts'
import type { Item } from '../../workflow/types.ts'
import type { FormDoor } from './door.ts'
import { openedField } from './opened.ts'
import { SPECS, wishOf } from './specs.ts'

/** Hidden fields of a form that sends a command: by whom, what was seen since when, and the command's id. */
export function hiddenFields(request: PageRequest, item: Item, command: PageCommand, door: FormDoor): Html {
  const review = reviewAt(item)
  return html`${door.proof(request, command)}${door.once?.(request) ?? ''}
<input type="hidden" name="seen_revision" value="${item.revision}">
${seesReport(item, review) && item.report ? html`<input type="hidden" name="seen_report" value="${item.report.digest}">` : ''}
${review === undefined ? '' : html`<input type="hidden" name="review" value="${review}">${openedField(request, item, door.stampKey?.(request))}`}`
}

/** Where a form goes, as its attribute. */
export function formAction(item: Item, command: PageCommand, door: FormDoor): Html | string {
  const action = door.action(item, command)
  return action === undefined ? '' : html` action="${action}"`
}

/** A command's form, with what stands in it already; `inside` comes before its button. */
export function commandForm(
  request: PageRequest, item: Item, command: PageCommand, door: FormDoor, { problems, inside }: { readonly problems: readonly Problem[], readonly inside?: Html },
): Html {
  const { say, form } = request
  const spec = SPECS[command]
  const label = buttonText(say, command, item)
  return html`<form method="post"${formAction(item, command, door)} data-command="${command}">
${hiddenFields(request, item, command, door)}
${spec.direct ? html`<input type="hidden" name="confirmed" value="yes">` : ''}
${Object.keys(spec.rules).map((name) => commandField(command, name, { form, problems, say, item }))}
${inside ?? ''}
<p class="buttons"><button class="${spec.danger ? 'danger' : 'main'}">${label}</button></p>
</form>`
}

/** What stands on the button of a command, for an item as it stands. */
export function buttonText(say: Say, command: PageCommand, item: Item): string {
  const key: Key = command === 'pass' && (item.round === 'first_review' || item.round === 'screening' || item.round === 'approval')
    ? `do.pass.${item.round}` : `do.${command}`
  return say(key)
}

interface FieldState { readonly item: Item, readonly form: Form, readonly problems: readonly Problem[], readonly say: Say }

function commandField(command: PageCommand, name: string, { form, problems, say, item }: FieldState): Html {
  const rule = SPECS[command].rules[name]
  if (!rule) return html``
  const input = { name, label: rule.label, value: typed(form, name), problems, say, required: rule.required ?? false }
  if (rule.choices) {
    if (name === 'urgent') return html`<div class="field"><label class="choice"><input type="checkbox" name="urgent" value="yes"${input.value === 'yes' ? html` checked` : ''}> ${say('value.urgent')} <span class="quiet">${say('value.urgent.yes')}</span></label></div>`
    if (name === 'release') return radios({ ...input, value: input.value || release(item), required: undefined, options: [['now', say('value.release.now')], ['at', say('value.release.at')]] })
    const options: [string, string][] = name === 'ground'
      ? WITHHOLDING_GROUNDS.map((ground) => [ground, say(`withholding.${ground}`)])
      : REMOVAL_REASONS.map((reason) => [reason, say(`removal.${reason}`)])
    return selectInput({ ...input, empty: say('ground.choose'), options })
  }
  if (rule.multiline) return textArea({ ...input, rows: 4, ...(hints[`${command}.${name}`] && { hint: hints[`${command}.${name}`] }) })
  if (rule.kind === 'date') return textInput({ ...input, type: 'date', short: true })
  if (name === 'wishAt') return textInput({ ...input, hint: 'hint.wishAt', short: true })
  const wished = name === 'releaseAt' && input.value === '' && release(item) === 'at' ? { value: typedTime(item.wishAt) } : {}
  return textInput({ ...input, ...wished, ...(name === 'releaseAt' && { hint: 'hint.releaseAt', short: true, required: undefined }) })
}

/** What is chosen before anybody chooses: now, or what the editor wishes for; nothing once that has passed. */
function release(item: Item): 'now' | 'at' | '' {
  const wish = wishOf(item, now().toISOString())
  return wish === undefined ? 'now' : wish === 'ahead' ? 'at' : ''
}

function typedTime(at: string | undefined): string {
  return at === undefined ? '' : toChinaTime(at)
}

const hints: Readonly<Record<string, Key>> = {
  'return.opinion': 'hint.return', 'pass.opinion': 'hint.opinion', 'approve.opinion': 'hint.opinion',
}
