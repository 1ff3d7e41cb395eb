import { ulid } from 'ulid'
import { shippedCalendar } from '../../../shared/calendar/index.ts'
import { now } from '../../../shared/now.ts'
import { dueOfTask } from '../../../shared/tasks/due.ts'
import { formTaskId } from '../../../shared/tasks/ids.ts'
import { WebError } from '../../../shared/web/errors.ts'
import type { Problem } from '../../../shared/web/fields.ts'
import { check } from '../../../shared/web/fields.ts'
import { typed } from '../../../shared/web/form.ts'
import { html } from '../../../shared/web/html.ts'
import { problemSummary, radios, textArea, textInput } from '../../../shared/web/inputs.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { record, tasks } from '../context.ts'
import { isUlid } from '../ids.ts'
import { ownUnits } from './list.ts'

const KINDS = ['superior', 'self_check'] as const
const rules = {
  kind: { label: 'task.new.kind', max: 20, required: true, choices: KINDS },
  page: { label: 'task.new.page', max: 500, required: true },
  words: { label: 'task.words', max: 500, required: true, multiline: true },
} as const

/** The form by which staff enter what an authority above pointed out (上级通报) or what they found themselves (自查). */
export async function newTask(request: SignedRequest): Promise<Reply> {
  forOwners(request)
  return formPage(request, [])
}

/** Opens the task of that form. */
export async function createTask(request: SignedRequest): Promise<Reply> {
  forOwners(request)
  const { of, problems } = check(request.form, rules)
  const kind = KINDS.find((one) => one === of('kind'))
  const item = await itemOf(request, of('page'))
  const wrong = [...problems, ...(item || of('page') === '' ? [] : [{ field: 'page', code: 'invalid' } as const])]
  if (wrong.length > 0 || !kind || !item?.published) return formPage(request, wrong)
  const { visitor, form } = request
  const given = typed(form, 'commandId')
  const id = formTaskId(visitor.id, isUlid(given) ? given : ulid(now().getTime()))
  const openedAt = now().toISOString()
  await tasks.add({
    id, kind, unit: item.unit, item: item.id, revision: item.published.revision, editor: item.editor, words: of('words'),
    openedAt, dueAt: dueOfTask({ kind }, openedAt, shippedCalendar, request.body.tasks.dueDays),
  }, { person: visitor.id, name: visitor.name })
  return { kind: 'go', to: address('task', { id }) }
}

function forOwners({ visitor }: SignedRequest): void {
  if (ownUnits(visitor).length === 0) throw new WebError('not_your_role')
}

/** The public item whose id stands in an address or by itself, if it is of a unit of the person. */
async function itemOf({ visitor }: SignedRequest, text: string): Promise<Item | undefined> {
  const id = /[0-7][0-9A-HJKMNP-TV-Z]{25}/u.exec(text.toUpperCase())?.[0]
  const item = id === undefined ? undefined : await record.item(id)
  return item?.presence === 'live' && ownUnits(visitor).includes(item.unit) ? item : undefined
}

function formPage({ say, form, query, visitor }: SignedRequest, problems: readonly Problem[]): Reply {
  const labels: Readonly<Record<string, (typeof rules)[keyof typeof rules]['label']>> = { kind: rules.kind.label, page: rules.page.label, words: rules.words.label }
  const given = typed(form, 'commandId')
  const title = say('tasks.new')
  return {
    kind: 'page', title, here: 'tasks', status: problems.length > 0 ? 422 : 200, wrong: problems.length > 0,
    main: html`<div class="narrow"><p class="crumb"><a href="${address('tasks')}">${say('task.back')}</a></p>
${problemSummary(problems, (field) => say(labels[field] ?? 'task.words'), say)}
<h1>${title}</h1>
<form method="post" action="${address('task.create')}" data-command="new-task">
<input type="hidden" name="csrf" value="${visitor.csrf}"><input type="hidden" name="commandId" value="${isUlid(given) ? given : ulid(now().getTime())}">
${radios({ name: 'kind', label: rules.kind.label, value: typed(form, 'kind'), problems, say, required: true, options: KINDS.map((one) => [one, say(`task.kind.${one}`)] as const) })}
${textInput({ name: 'page', label: rules.page.label, hint: 'task.new.page.hint', value: typed(form, 'page') || (query.get('item') ?? ''), problems, say, required: true })}
${textArea({ name: 'words', label: rules.words.label, hint: 'task.close.hint', value: typed(form, 'words'), problems, say, required: true, rows: 5 })}
<p class="buttons"><button class="main">${say('task.new.save')}</button></p>
</form>
<p><a href="${address('tasks')}">${say('cancel')}</a></p></div>`,
  }
}
