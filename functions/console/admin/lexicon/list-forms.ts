import { KINDS, LEVELS, OPTIONS } from '../../../../shared/screening/csv.ts'
import type { StoredList, Term } from '../../../../shared/screening/index.ts'
import type { FieldRules, Problem } from '../../../../shared/web/fields.ts'
import { typed } from '../../../../shared/web/form.ts'
import type { Html } from '../../../../shared/web/html.ts'
import { html } from '../../../../shared/web/html.ts'
import { checkboxes, problemSummary, radios, selectInput, textArea, textInput } from '../../../../shared/web/inputs.ts'
import type { SignedRequest } from '../../../../shared/web/request.ts'
import { address } from '../../../../shared/web/routes.ts'
import type { Read } from './read.ts'

/** What a form on a list's page came back with. */
export interface WrongList {
  readonly of: 'import' | 'put'
  readonly problems: readonly Problem[]
  readonly read: Read
}

/** What an import says of the list, besides its terms. */
export const IMPORT_RULES = {
  edition: { label: 'lexicon.value.edition', max: 40, required: true },
  source: { label: 'lexicon.value.source', max: 200, required: true },
  date: { label: 'lexicon.value.date', max: 10, required: true, kind: 'date' },
  mode: { label: 'lexicon.value.mode', max: 10, required: true, choices: ['replace', 'add'] },
} as const satisfies FieldRules

const labels = new Map(Object.entries(IMPORT_RULES).map(([field, { label }]) => [field, label]))

/** Error rows that are named one by one. */
const SHOWN = 100

/** The form for a file or pasted rows. */
export function importForm(request: SignedRequest, list: StoredList, wrong: WrongList | undefined): Html {
  const { say, form, visitor } = request
  const own = wrong?.of === 'import' ? wrong : undefined
  const problems = own?.problems ?? []
  const value = (name: string, otherwise: string): string => own ? typed(form, name) : otherwise
  return html`<form method="post" action="${address('lexicon.list', { list: list.id })}" enctype="multipart/form-data" data-command="import" id="import">
<h2>${say('lexicon.import')}</h2>
<p class="quiet">${say('lexicon.import.note')}</p>
${own ? html`${problemSummary(problems, (field) => say(labels.get(field) ?? 'lexicon.import'), say)}${readErrors(request, own)}` : ''}
<input type="hidden" name="csrf" value="${visitor.csrf}"><input type="hidden" name="do" value="import">
<div class="field"><label for="file">${say('lexicon.value.file')}</label><input type="file" id="file" name="file" accept=".csv,.xlsx,.txt"></div>
${textArea({ name: 'rows', label: 'lexicon.value.rows', hint: 'lexicon.hint.rows', value: own?.read.text ?? value('rows', ''), problems, say, rows: 6 })}
${radios({ name: 'mode', label: 'lexicon.value.mode', value: value('mode', 'replace'), problems, say, options: [['replace', say('lexicon.mode.replace')], ['add', say('lexicon.mode.add')]] })}
${textInput({ name: 'edition', label: 'lexicon.value.edition', hint: 'lexicon.hint.edition', value: value('edition', ''), problems, say, required: true, short: true })}
${textInput({ name: 'source', label: 'lexicon.value.source', value: value('source', list.source), problems, say, required: true })}
${textInput({ name: 'date', label: 'lexicon.value.date', value: value('date', ''), type: 'date', problems, say, required: true, short: true })}
<p class="buttons"><button class="main">${say('lexicon.import.do')}</button></p></form>`
}

/** The form for one term: a new one, or one that is there. */
export function termForm(request: SignedRequest, list: StoredList, wrong: WrongList | undefined): Html {
  const { say, form, visitor, query } = request
  const own = wrong?.of === 'put' ? wrong : undefined
  const present = list.terms.find(({ term }) => term === query.get('term'))
  const value = (name: keyof Term, otherwise = ''): string => own ? typed(form, name) : textOf(present?.[name]) ?? otherwise
  const input = (name: 'term' | 'suggestion' | 'basis' | 'allow'): Html =>
    textInput({ name, label: `lexicon.value.${name}`, value: value(name), problems: [], say, required: name === 'term', ...(name === 'allow' && { hint: 'lexicon.hint.allow' }) })
  const usual = list.id === 'misused' || list.id === 'naming' ? list.id : 'sensitive'
  return html`<form method="post" action="${address('lexicon.list', { list: list.id })}" data-command="put" id="put">
<h2>${say('lexicon.put')}</h2>
<p class="quiet">${say('lexicon.put.note')}</p>
${own ? readErrors(request, own) : ''}
<input type="hidden" name="csrf" value="${visitor.csrf}"><input type="hidden" name="do" value="put">
${input('term')}
${selectInput({ name: 'kind', label: 'lexicon.value.kind', value: value('kind', usual), problems: [], say, options: KINDS.map((kind) => [kind, say(`finding.${kind}`)]) })}
${selectInput({ name: 'level', label: 'lexicon.value.level', value: value('level', 'warn'), problems: [], say, options: LEVELS.map((level) => [level, say(`level.${level}`)]) })}
${input('suggestion')}${input('basis')}${input('allow')}
${checkboxes({ name: 'options', label: 'lexicon.value.options', problems: [], say, boxes: OPTIONS.map((option) => ({ name: option, text: say(`lexicon.option.${option}`), ticked: own ? typed(form, option) === 'yes' : present?.[option] === true })) })}
<p class="buttons"><button class="main">${say('lexicon.put.do')}</button></p></form>`
}

function textOf(value: Term[keyof Term]): string | undefined {
  return typeof value === 'string' ? value : Array.isArray(value) ? value.join('|') : undefined
}

/** Why terms were not taken: each row that is wrong, or the file. */
function readErrors({ say }: SignedRequest, { of, read: { errors, file, problems = [], text } }: WrongList): Html | undefined {
  if (errors.length === 0 && file === undefined) return undefined
  return html`<div class="problems" role="alert" data-errors="${errors.length}"><h2>${file === undefined ? say('lexicon.rows.wrong', { count: errors.length }) : say(`lexicon.file.${file}`)}</h2>
<ul>${errors.slice(0, SHOWN).map(({ row, code, value }) => {
  const what = say(`lexicon.wrong.${code}`, { value: value.slice(0, 60) })
  return html`<li>${of === 'import' ? say('lexicon.row', { row, what }) : what}</li>`
})}${problems.map(({ code, detail }) => html`<li><code>${code}</code> ${detail}</li>`)}</ul>
${errors.length > SHOWN ? html`<p>${say('lexicon.rows.more', { count: errors.length - SHOWN })}</p>` : ''}
${text === undefined ? '' : html`<p>${say('lexicon.rows.here')}</p>`}</div>`
}
