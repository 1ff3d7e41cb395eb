import type { Problem } from './fields.ts'
import { sentence } from './fields.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { Key, Say } from './words.ts'

/** What an input needs to know to show itself. */
export interface Input {
  readonly name: string
  readonly label: Key | Label
  readonly value: string
  readonly hint?: Key
  readonly required?: boolean
  readonly problems: readonly Problem[]
  readonly say: Say
}

/** A label that is not in the catalogue as it stands. */
export interface Label { readonly text: string }

export function labelOf(label: Key | Label, say: Say): string {
  return typeof label === 'string' ? say(label) : label.text
}

export function textInput(input: Input & { readonly type?: 'text' | 'date', readonly short?: boolean, readonly list?: string, readonly code?: boolean }): Html {
  return field(input, html`<input type="${input.type ?? 'text'}" id="${input.name}" name="${input.name}" value="${input.value}"${input.short ? html` class="short"` : ''}${described(input)}${input.code ? html` inputmode="numeric" maxlength="16" autocomplete="one-time-code"` : html` autocomplete="off"`}>`)
}

export function textArea(input: Input & { readonly large?: boolean, readonly rows?: number }): Html {
  // The first line break after the tag is not part of the text.
  return field(input, html`<textarea id="${input.name}" name="${input.name}"${input.large ? html` class="text"` : ''}${input.rows ? html` rows="${input.rows}"` : ''}${described(input)}>${'\n'}${input.value}</textarea>`)
}

export function selectInput(input: Input & { readonly options: readonly (readonly [value: string, text: string])[], readonly empty?: string }): Html {
  return field(input, html`<select id="${input.name}" name="${input.name}"${described(input)}>
${input.empty === undefined ? '' : html`<option value="">${input.empty}</option>`}
${input.options.map(([value, text]) => html`<option value="${value}"${value === input.value ? html` selected` : ''}>${text}</option>`)}
</select>`)
}

export function radios(input: Input & { readonly options: readonly (readonly [value: string, text: string])[] }): Html {
  const { name, say } = input
  const wrong = input.problems.find((one) => one.field === name)
  return html`<fieldset class="field${wrong ? ' wrong' : ''}" id="${name}">
<legend>${labelOf(input.label, say)}${mark(input)}</legend>
${input.hint ? html`<span class="hint">${say(input.hint)}</span>` : ''}
${wrong ? html`<span class="says">${sentence(wrong, labelOf(input.label, say), say)}</span>` : ''}
${input.options.map(([value, text]) => html`<label class="choice"><input type="radio" name="${name}" value="${value}"${value === input.value ? html` checked` : ''}> ${text}</label>`)}
</fieldset>`
}

/** Boxes of which any number may be ticked. Each is a field of its own, `yes` where it is ticked. */
export function checkboxes(
  { name, label, hint, problems, say, boxes }: Omit<Input, 'value'> & { readonly boxes: readonly { readonly name: string, readonly text: string, readonly ticked: boolean }[] },
): Html {
  const wrong = problems.find((one) => one.field === name)
  return html`<fieldset class="field${wrong ? ' wrong' : ''}" id="${name}">
<legend>${labelOf(label, say)}</legend>
${hint ? html`<span class="hint">${say(hint)}</span>` : ''}
${wrong ? html`<span class="says">${sentence(wrong, labelOf(label, say), say)}</span>` : ''}
${boxes.map((box) => html`<label class="choice"><input type="checkbox" name="${box.name}" value="yes"${box.ticked ? html` checked` : ''}> ${box.text}</label>`)}
</fieldset>`
}

/** The summary at the top of a form: every problem, each a link to its field. */
export function problemSummary(problems: readonly Problem[], labels: (field: string) => string, say: Say): Html | undefined {
  if (problems.length === 0) return undefined
  return html`<div class="problems" role="alert" tabindex="-1">
<h2>${say('problems.title')}</h2>
<ul>${problems.map((one) => html`<li><a href="#${one.field}">${sentence(one, labels(one.field), say)}</a></li>`)}</ul>
</div>`
}

function field(input: Input, control: Html): Html {
  const { name, say } = input
  const wrong = input.problems.find((one) => one.field === name)
  return html`<div class="field${wrong ? ' wrong' : ''}">
<label for="${name}">${labelOf(input.label, say)}${mark(input)}</label>
${input.hint ? html`<span class="hint" id="${name}-hint">${say(input.hint)}</span>` : ''}
${wrong ? html`<span class="says" id="${name}-says">${sentence(wrong, labelOf(input.label, say), say)}</span>` : ''}
${control}
</div>`
}

function mark({ required, say }: Input): Html | undefined {
  return required === undefined ? undefined : html` <span class="quiet">${say(required ? 'required' : 'optional')}</span>`
}

function described({ name, hint, problems }: Input): Html | undefined {
  const wrong = problems.some((one) => one.field === name)
  const by = [...hint ? [`${name}-hint`] : [], ...wrong ? [`${name}-says`] : []]
  if (by.length === 0) return undefined
  return html` aria-describedby="${by.join(' ')}"${wrong ? html` aria-invalid="true"` : ''}`
}
