import { check } from '../../../../shared/web/fields.ts'
import type { FieldRules, Problem } from '../../../../shared/web/fields.ts'
import { typed } from '../../../../shared/web/form.ts'
import { html } from '../../../../shared/web/html.ts'
import { problemSummary, textInput } from '../../../../shared/web/inputs.ts'
import type { Reply, SignedRequest } from '../../../../shared/web/request.ts'
import { address } from '../../../../shared/web/routes.ts'
import { hiddenFields } from '../form.ts'
import { commandIdOf } from '../subject.ts'
import type { Working } from './working.ts'
import { changeDraft, ownList, working } from './working.ts'

const RULES = {
  name: { label: 'lexicon.value.name', max: 40, required: true },
  source: { label: 'lexicon.value.source', max: 200, required: true },
} as const satisfies FieldRules

/** Lists of a lexicon at most. */
const MOST_LISTS = 40

/** The form for a list of the body's own, and the lists that ship empty, which need no new one. */
export async function newListPage(request: SignedRequest, problems: readonly Problem[] = []): Promise<Reply> {
  const { say, form } = request
  const { stored } = await working()
  const empty = stored.lists.filter(({ terms }) => terms.length === 0)
  const input = (name: keyof typeof RULES, hint?: 'lexicon.hint.name') => textInput({
    name, label: RULES[name].label, value: typed(form, name), problems, say, required: true, ...(hint && { hint }),
  })
  return {
    kind: 'page', title: `${say('lexicon.new')} · ${say('admin.lexicon')}`, here: 'admin', ...(problems.length > 0 && { status: 422, wrong: true }),
    main: html`<div class="narrow"><p class="crumb"><a href="${address('admin.lexicon')}">${say('lexicon.back')}</a></p>
${problemSummary(problems, (field) => say(field === 'source' ? 'lexicon.value.source' : 'lexicon.value.name'), say)}
<h1>${say('lexicon.new')}</h1>
<p class="lead">${say('lexicon.new.note')}</p>
${empty.length === 0 ? '' : html`<div class="notice"><p>${say('lexicon.new.empty')}</p>
<ul>${empty.map(({ id, name }) => html`<li><a href="${address('lexicon.list', { list: id })}">${name}</a> <span class="tag warn">${say('admin.lexicon.not_loaded')}</span></li>`)}</ul></div>`}
<form method="post" action="${address('lexicon.create')}" data-command="create_list">
${hiddenFields(request, { commandId: commandIdOf(request) })}
${input('name', 'lexicon.hint.name')}${input('source')}
<p class="buttons"><button class="main">${say('lexicon.new.do')}</button></p></form></div>`,
  }
}

/** Starts a list in the edition in preparation: empty, so it shows as not loaded until terms come in. */
export async function createList(request: SignedRequest): Promise<Reply> {
  const { form, visitor } = request
  const checked = check(form, RULES)
  if (checked.problems.length > 0) return newListPage(request, checked.problems)
  const [id, name] = [ownList(commandIdOf(request)), checked.of('name')]
  let wrong: Problem | undefined
  await changeDraft(visitor, ({ stored: { lists } }: Working) => {
    // The same form sent twice starts one list.
    if (lists.some((list) => list.id === id)) return undefined
    wrong = lists.length >= MOST_LISTS ? { field: 'name', code: 'limit', values: { max: MOST_LISTS } }
      : lists.some((list) => plain(list.name) === plain(name)) ? { field: 'name', code: 'taken' } : undefined
    return wrong ? undefined : { v: 1, lists: [...lists, { id, name, edition: '', source: checked.of('source'), date: '', terms: [] }] }
  })
  if (wrong) return newListPage(request, [wrong])
  return { kind: 'go', to: `${address('lexicon.list', { list: id })}?did=started` }
}

function plain(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/gu, '').toLowerCase()
}
