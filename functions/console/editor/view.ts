import type { Attachment } from '../../../shared/document/content.ts'
import { sizeText } from '../../../shared/web/attachments.ts'
import type { Problem } from '../../../shared/web/fields.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import { problemSummary, selectInput, textArea, textInput } from '../../../shared/web/inputs.ts'
import type { SignedRequest } from '../../../shared/web/request.ts'
import type { RoundKind } from '../../../shared/workflow/states.ts'
import { body, unitName } from '../context.ts'
import type { Draft } from './draft.ts'
import type { Live } from './live.ts'
import type { EditorField } from './fields.ts'
import { GROUNDS } from '../../../shared/web/review/facts.ts'
import { fieldLabels, itemTypes, OPENNESS } from './fields.ts'

/** What the editor's form is to show. */
export interface EditorView {
  readonly command: 'create' | 'save'
  readonly action: string
  readonly draft: Draft
  readonly problems: readonly Problem[]
  readonly kind: RoundKind
  /** hidden fields of the command */
  readonly hidden: Readonly<Record<string, string>>
  /** units that somebody may write for, where there is a choice */
  readonly units: readonly string[]
  /** those of the stored draft; absent while there is none */
  readonly attachments?: readonly Attachment[]
  /** what the findings beside the text are made with, where the browser runs scripts */
  readonly live?: Live
  /** stands between the text and the buttons: notices with their own buttons */
  readonly beside?: Html
}

/** Problems at the top of the editor, each with a link to its field. */
export function editorProblems({ say }: SignedRequest, problems: readonly Problem[]): Html | undefined {
  return problemSummary(problems, (field) => isField(field) ? say(fieldLabels[field]) : field, say)
}

/** The editor's form: works without script, one plain text area for the text. The first button is what the enter key presses: it saves. */
export function editorForm(request: SignedRequest, view: EditorView): Html {
  const { say, visitor } = request
  const { draft, problems, command } = view
  const input = (name: EditorField) => ({ name, label: fieldLabels[name], value: draft[name], problems, say })
  const extraOpen = ['documentNumber', 'summary', 'keywords', 'validFrom', 'validUntil', 'contact']
    .some((name) => problems.some(({ field }) => field === name))
  return html`<form method="post" action="${view.action}" enctype="multipart/form-data" data-command="${command}" accept-charset="utf-8">
<input type="hidden" name="csrf" value="${visitor.csrf}">
<button class="hidden" tabindex="-1" aria-hidden="true"></button>
${Object.entries(view.hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${textInput({ ...input('title'), hint: 'hint.title' })}
${view.kind === 'publication' ? '' : textArea({ ...input('changeNote'), hint: 'hint.changeNote', required: true, rows: 4 })}
<div class="row">
${command === 'create' ? selectInput({ ...input('type'), options: itemTypes.map((type) => [type, say(`type.${type}`)]) }) : ''}
${command === 'create' && view.units.length > 1 ? selectInput({ ...input('unit'), options: view.units.map((unit) => [unit, unitName(unit)]) }) : ''}
${selectInput({ ...input('column'), empty: say('ground.choose'), options: body.columns.map(({ id, name }) => [id, name]) })}
</div>
${textArea({ ...input('text'), hint: 'hint.text', large: true })}
${view.live ? html`<section class="live" id="live" hidden data-screener="${view.live.screener}" data-lexicon="${view.live.lexicon}" data-today="${view.live.today}"></section>` : ''}
${view.beside ?? ''}
<div class="field"><label for="file">${say('field.file')}</label><span class="hint" id="file-hint">${say('hint.file')}</span>
${problems.filter(({ field }) => field === 'file').map((one) => html`<span class="says">${say(one.code === 'file_type' ? 'problem.file_type' : 'problem.file_too_large', one.values)}</span>`)}
<input type="file" id="file" name="file" accept=".txt,text/plain" aria-describedby="file-hint"></div>
<div class="row">
${selectInput({ ...input('ground'), empty: say('ground.choose'), options: GROUNDS.map((ground) => [ground, say(`ground.${ground}`)]) })}
${selectInput({ ...input('openness'), options: OPENNESS.map((one) => [one, say(`openness.${one}`)]) })}
</div>
<div class="row">
${textInput({ ...input('formedOn'), type: 'date' })}
${textInput(input('source'))}
</div>
<details${extraOpen ? html` open` : ''}><summary>${say('edit.more')}</summary>
<div class="row">
${textInput({ ...input('documentNumber'), hint: 'hint.documentNumber', required: false })}
${textInput({ ...input('keywords'), hint: 'hint.keywords', required: false })}
</div>
${textArea({ ...input('summary'), hint: 'hint.summary', required: false, rows: 3 })}
<div class="row">
${textInput({ ...input('validFrom'), type: 'date', required: false })}
${textInput({ ...input('validUntil'), type: 'date', required: false, hint: 'hint.validUntil' })}
</div>
${textInput({ ...input('contact'), hint: 'hint.contact', required: false })}</details>
${view.attachments ? attached(request, view.attachments) : ''}
${buttons(request, command)}
</form>`
}

/** The attachments by name; they have a page of their own, which is come to by saving. */
function attached({ say }: SignedRequest, attachments: readonly Attachment[]): Html {
  return html`<div class="field" id="attachments"><span class="label">${say('attachments.title')}</span>
${attachments.length === 0 ? html`<p class="quiet">${say('attachments.none')}</p>` : html`<ol>${attachments.map(({ name, size }) => html`<li>${name} <span class="quiet">${sizeText(size)}</span></li>`)}</ol>`}
<span class="hint" id="attachments-hint">${say('attachments.manage.hint')}</span>
<button name="action" value="attachments" aria-describedby="attachments-hint">${say('attachments.manage')}</button></div>
`
}

function buttons({ say }: SignedRequest, command: 'create' | 'save'): Html {
  return html`<p class="buttons">
${button(command, say(command === 'create' ? 'new.create' : 'edit.save'), true)}
${command === 'save' ? button('submit', say('edit.submit')) : button('import', say('edit.import'))}
${button('preview', say('edit.preview'))}
${button('screen', say('edit.screen'))}
</p>`
}

function button(action: string, text: string, main = false): Html {
  return html`<button name="action" value="${action}"${main ? html` class="main"` : ''}>${text}</button>`
}

function isField(name: string): name is keyof typeof fieldLabels {
  return Object.hasOwn(fieldLabels, name)
}
