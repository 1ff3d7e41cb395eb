import type { Said } from '../../../shared/web/errors.ts'
import type { FieldRules, Problem } from '../../../shared/web/fields.ts'
import { typed } from '../../../shared/web/form.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import { checkboxes, problemSummary, selectInput, textArea, textInput } from '../../../shared/web/inputs.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import type { Role } from '../../../shared/workflow/states.ts'
import { ROLES } from '../../../shared/workflow/states.ts'
import { unitName } from './say.ts'
import { CHANGE_SPECS, roleField, rolesOf, signInValue } from './specs.ts'
import type { Subject } from './subject.ts'

/** What is wrong with a form that was sent: with its fields, or with the change as a whole. */
export interface Wrong {
  readonly problems?: readonly Problem[]
  readonly refused?: Said
}

/** The form of a change, with whatever was typed into it. */
export function changePage(request: SignedRequest, subject: Subject, { problems = [], refused }: Wrong = {}): Reply {
  const { say } = request
  const { kind, person } = subject
  const rules = CHANGE_SPECS[kind].rules(subject)
  const title = say(`admin.do.${kind}`)
  return {
    kind: 'page', title: person ? `${title} · ${person.name}` : title, here: 'admin', wrong: problems.length > 0 || refused !== undefined,
    status: refused ? refused.status : problems.length > 0 ? 422 : 200,
    main: html`<div class="narrow"><p class="crumb">${backLink(request, subject)}</p>
${refused ? html`<div class="problems" role="alert"><h2>${refused.what}</h2><p>${refused.remedy}</p></div>` : ''}
${problemSummary(problems, (field) => say(rules[field]?.label ?? 'admin.value.roles'), say)}
<h1>${title}</h1>
${person ? html`<p class="lead">${person.name}</p>` : ''}
<form method="post" action="${actionOf(subject)}" data-command="${kind}">
${hiddenFields(request, subject)}
${fieldsOf(request, subject, rules, problems)}
<p class="buttons"><button class="main">${say('admin.continue')}</button></p>
</form>
<p>${backLink(request, subject, say('cancel'))}</p></div>`,
  }
}

/** Where a change's form goes. */
export function actionOf({ kind, person }: Subject): string {
  return person ? address('admin.carry_out', { id: person.id, change: kind }) : address('admin.create')
}

export function hiddenFields({ visitor }: SignedRequest, { commandId }: Pick<Subject, 'commandId'>): Html {
  return html`<input type="hidden" name="csrf" value="${visitor.csrf}"><input type="hidden" name="commandId" value="${commandId}">`
}

function backLink({ say }: SignedRequest, { person }: Subject, text?: string): Html {
  return person ? html`<a href="${address('admin.person', { id: person.id })}">${text ?? say('admin.back.person', { name: person.name })}</a>`
    : html`<a href="${address('admin')}">${text ?? say('admin.back')}</a>`
}

const hints = { issuer: 'admin.hint.issuer', subject: 'admin.hint.subject', reason: 'admin.hint.reason' } as const

function fieldsOf(request: SignedRequest, subject: Subject, rules: FieldRules, problems: readonly Problem[]): Html[] {
  const { say, form, query, method } = request
  const asked = query.get('unit')
  const value = (name: string): string => method === 'POST' ? typed(form, name) : name === 'issuer' ? subject.issuer : name === 'unit' ? asked ?? '' : ''
  const input = (name: string) => ({ name, label: rules[name]?.label ?? 'admin.value.roles', value: value(name), problems, say, required: true } as const)
  return Object.entries(rules).flatMap(([name, { choices = [], multiline }]) => {
    if (name === 'unit') return [
      selectInput({ ...input(name), empty: say('admin.choose'), options: choices.map((unit) => [unit, unitName(request, unit)] as const) }),
      roleBoxes(request, subject, value('unit'), problems),
    ]
    if (ROLES.some((role) => roleField(role) === name)) return []
    if (name === 'sign_in') return [selectInput({
      ...input(name), empty: say('admin.choose'),
      options: (subject.person?.signIns ?? []).map((one) => [signInValue(one), signInValue(one)] as const),
    })]
    const hint = name === 'issuer' || name === 'subject' || name === 'reason' ? { hint: hints[name] } : {}
    return [multiline ? textArea({ ...input(name), ...hint, rows: 4 }) : textInput({ ...input(name), ...hint })]
  })
}

function roleBoxes({ say, form }: SignedRequest, { kind, person }: Subject, unit: string, problems: readonly Problem[]): Html {
  const offered: readonly Role[] = kind === 'revoke' && rolesOf(person, unit).length > 0 ? rolesOf(person, unit) : ROLES
  return checkboxes({
    name: 'roles', label: 'admin.value.roles', problems, say, ...(kind === 'grant' ? { hint: 'admin.hint.roles' } : {}),
    boxes: offered.map((role) => ({ name: roleField(role), text: say(`role.${role}`), ticked: typed(form, roleField(role)) === 'yes' })),
  })
}
