import { now } from '../../../shared/now.ts'
import { isTaskId } from '../../../shared/tasks/ids.ts'
import type { PageTask, Task, TaskRefusal } from '../../../shared/tasks/index.ts'
import type { Closing } from '../../../shared/tasks/rule.ts'
import { isOfPage, isOwner, mayClose, rolesToClose } from '../../../shared/tasks/rule.ts'
import { WebError } from '../../../shared/web/errors.ts'
import type { Problem } from '../../../shared/web/fields.ts'
import { check } from '../../../shared/web/fields.ts'
import { typed } from '../../../shared/web/form.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html, lines } from '../../../shared/web/html.ts'
import { problemSummary, radios, textArea } from '../../../shared/web/inputs.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { findingShort } from '../../../shared/web/task.ts'
import { isUnconfirmed } from '../../../shared/workflow/due.ts'
import { may } from '../../../shared/workflow/may.ts'
import type { Actor, Item } from '../../../shared/workflow/types.ts'
import { buttonText } from '../../../shared/web/review/form.ts'
import { identity, record, tasks } from '../context.ts'
import { titleShown } from '../../../shared/web/review/item.ts'
import { actorIn } from '../visit.ts'
import { fact, timeFacts } from './view.ts'
import { seesToBody, yearPage } from './year.ts'

interface Visited { readonly task: PageTask, readonly actor: Actor, readonly item: Item | undefined }

const CLOSINGS = ['fixed', 'dismissed'] as const

/** One task: what was found where, until when, and one step to a take-down or a correction. */
export async function taskPage(request: SignedRequest): Promise<Reply> {
  const task = await taskOf(request)
  return isOfPage(task) ? show(request, await visited(request, task)) : yearPage(request, task)
}

/** Closes a task in writing: what was done, or why nothing is wrong. */
export async function closePage(request: SignedRequest): Promise<Reply> {
  const task = await taskOf(request)
  if (!isOfPage(task)) return yearPage(request, task, refusal(request, 'task_calendar'))
  const seen = await visited(request, task)
  const { actor } = seen
  const { of, problems } = check(request.form, rulesFor(task))
  const state = CLOSINGS.find((one) => one === of('result'))
  if (problems.length > 0 || !state) return show(request, seen, problems)
  const refused = mayClose(task, actor, state, of('words'))
  if (!refused) {
    const by = { person: actor.person, name: actor.name }
    const closed = { at: now().toISOString(), by, how: 'answered', words: of('words') } as const
    await tasks.close(task, state, closed, { person: actor.person, unit: task.unit, roles: rolesToClose(state) })
    return { kind: 'go', to: address('task', { id: task.id }) }
  }
  return show(request, seen, [], refusal(request, refused))
}

function refusal({ say }: SignedRequest, code: TaskRefusal): Html {
  return html`<div class="problems" role="alert" data-refused="${code}"><p>${say(`task.refused.${code}`)}</p></div>`
}

/** @throws WebError not_found for anybody of another unit, too, and what concerns the whole body for anybody but an administrator */
async function taskOf(request: SignedRequest): Promise<Task> {
  const { params, visitor } = request
  const id = params['id'] ?? ''
  const task = isTaskId(id) ? await tasks.task(id) : undefined
  if (!task || !(isOfPage(task) ? actorIn(visitor, task.unit) : seesToBody(request))) throw new WebError('not_found')
  return task
}

async function visited({ visitor }: SignedRequest, task: PageTask): Promise<Visited> {
  const actor = actorIn(visitor, task.unit)
  if (!actor) throw new WebError('not_found')
  return { task, actor, item: await record.item(task.item) }
}

function rulesFor({ kind }: PageTask) {
  return {
    result: { label: 'task.close.how', max: 20, required: true, choices: CLOSINGS },
    words: { label: kind === 'public_report' ? 'task.close.words.public' : 'task.close.words', max: 500, required: true, multiline: true },
  } as const
}

async function show(request: SignedRequest, seen: Visited, problems: readonly Problem[] = [], refused?: Html): Promise<Reply> {
  const { say } = request
  const { task, item } = seen
  const { finding, closed } = task
  const rules = rulesFor(task)
  return {
    kind: 'page', title: say('task.title'), here: 'tasks', wrong: problems.length > 0 || refused !== undefined,
    status: refused ? 409 : problems.length > 0 ? 422 : 200,
    main: html`<div class="narrow" data-task="${task.id}" data-state="${task.state}"><p class="crumb"><a href="${address('tasks')}">${say('task.back')}</a></p>
${refused ?? ''}${problemSummary(problems, (field) => say(field === 'words' ? rules.words.label : rules.result.label), say)}
<h1>${say('task.title')}</h1>
<table class="facts">
${fact(say('task.item'), html`<a href="${address('item', { id: task.item })}">${item ? titleShown(request, item) : task.item}</a>`)}
${fact(say('task.from'), say(`task.kind.${task.kind}`))}
${finding ? fact(say('task.finding'), html`<span data-finding>${findingShort(request, task)}</span>${finding.suggestion === undefined ? '' : ` · ${say('task.suggestion', { text: finding.suggestion })}`}`) : ''}
${task.words === undefined || !isShown(seen) ? '' : fact(say('task.words'), html`<span data-words>${lines(task.words)}</span>`)}
${task.kind === 'public_report' && isShown(seen) ? fact(say('task.contact'), html`<span data-contact>${task.contact ?? say(closed ? 'task.contact.erased' : 'task.contact.none')}</span>`) : ''}
${timeFacts(request, task)}
</table>
${task.state === 'open' ? html`${await acts(request, seen)}${closing(request, seen, problems)}` : ''}</div>`,
  }
}

/** What a reader wrote may name people: it is for those who see to it. */
function isShown({ task, actor }: Visited): boolean {
  return task.kind !== 'public_report' || isOwner(actor.roles)
}

/** What mends the page: the commands of the item that this person may give now. */
async function acts({ say }: SignedRequest, { task, actor, item }: Visited): Promise<Html | undefined> {
  if (!item) return undefined
  const [people, activeEdition] = await Promise.all([identity.candidates(item.unit), record.activeEdition()])
  const facts = { now: now().toISOString(), people, activeEdition, commandId: '' }
  const open = (['take_down', 'correct', 'withdraw', 'confirm_take_down'] as const).filter((name) => !may(item, actor, name, facts))
  return html`<section class="panel"><h2>${say('task.act')}</h2>
${isUnconfirmed(item) ? html`<p>${say('task.unconfirmed')}</p>` : task.kind === 'sweep' ? html`<p class="quiet">${say('task.refused.task_settles_itself')}</p>` : ''}
<p class="buttons">${open.map((name) => html`<a class="button${name === 'take_down' || name === 'confirm_take_down' ? ' main' : ''}" href="${address('command', { id: item.id, command: name })}" data-action="${name}">${buttonText(say, name, item)}</a>`)}
<a class="button" href="${address('item', { id: item.id })}">${say('task.act.item')}</a></p></section>`
}

function closing(request: SignedRequest, { task, actor }: Visited, problems: readonly Problem[]): Html | undefined {
  const { say, form, visitor } = request
  const offered: readonly Closing[] = CLOSINGS.filter((one) => !mayClose(task, actor, one))
  const why = mayClose(task, actor, 'dismissed')
  if (offered.length === 0) return why && isOwner(actor.roles) ? html`<p class="notice" data-absent="${why}">${say(`task.refused.${why}`)}</p>` : undefined
  const rules = rulesFor(task)
  return html`<section class="panel"><h2>${say('task.close')}</h2>
<form method="post" action="${address('task.close', { id: task.id })}" data-command="close">
<input type="hidden" name="csrf" value="${visitor.csrf}">
${radios({ name: 'result', label: rules.result.label, value: typed(form, 'result'), problems, say, required: true, options: offered.map((one) => [one, say(`task.state.${one}`)] as const) })}
${textArea({ name: 'words', label: rules.words.label, hint: task.kind === 'public_report' ? 'task.close.hint.public' : 'task.close.hint', value: typed(form, 'words'), problems, say, required: true, rows: 4 })}
<p class="buttons"><button class="main">${say('task.close')}</button></p>
</form></section>`
}
