import { dateOf, endOf, isLocalDate, startOf } from '../../../shared/calendar/index.ts'
import type { Absence, Terms, UnitState } from '../../../shared/identity/index.ts'
import { DELEGABLE } from '../../../shared/identity/index.ts'
import { now } from '../../../shared/now.ts'
import type { FieldRules, Problem } from '../../../shared/web/fields.ts'
import { check } from '../../../shared/web/fields.ts'
import type { Form } from '../../../shared/web/form.ts'
import { typed } from '../../../shared/web/form.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import { checkboxes, selectInput, textArea, textInput } from '../../../shared/web/inputs.ts'
import type { SignedRequest } from '../../../shared/web/request.ts'
import { untilText } from '../../../shared/web/time.ts'
import { mayStandIn } from '../../../shared/workflow/stand-in.ts'
import type { Role } from '../../../shared/workflow/states.ts'
import { ROLES } from '../../../shared/workflow/states.ts'
import { rolesText } from '../admin/say.ts'

/** Whose review is delegated, among whom, and which columns there are. */
export interface Asked {
  readonly state: UnitState
  readonly principal: UnitState['people'][number]
  readonly columns: readonly string[]
}

const roleField = (role: Role): string => `role_${role}`
const columnField = (column: string): string => `column_${column}`

export const timeRules = {
  from: { label: 'absence.from', max: 10, required: true, kind: 'date' }, until: { label: 'absence.until', max: 10, required: true, kind: 'date' },
} as const satisfies FieldRules

function rulesFor({ state, principal, columns }: Asked): FieldRules {
  const box = { label: 'absence.roles', max: 3, choices: ['yes'] } as const
  return {
    delegate: { label: 'absence.delegate', max: 40, required: true, choices: state.people.map(({ person }) => person) },
    ...Object.fromEntries(rolesOf(principal).map((role) => [roleField(role), box])),
    ...Object.fromEntries(columns.map((column) => [columnField(column), { ...box, label: 'absence.columns' as const }])),
    ...timeRules, reason: { label: 'absence.reason', max: 200, multiline: true },
  }
}

/** The posts of somebody that can be delegated. */
export function rolesOf({ roles }: Asked['principal']): readonly Role[] {
  return DELEGABLE.filter((role) => roles.includes(role))
}

/** The label of a field, for the summary of problems. */
export function labelOf(asked: Asked, field: string): FieldRules[string]['label'] {
  return field === 'roles' ? 'absence.roles' : rulesFor(asked)[field]?.label ?? 'absence.reason'
}

/** The terms of a form, or what is wrong with its fields. */
export function readTerms(form: Form, asked: Asked): { readonly terms: Terms } | { readonly problems: readonly Problem[] } {
  const { of, problems } = check(form, rulesFor(asked))
  const own = rolesOf(asked.principal)
  // With one post there is nothing to choose.
  const roles = own.length === 1 ? own : own.filter((role) => of(roleField(role)) === 'yes')
  const columns = asked.columns.filter((column) => of(columnField(column)) === 'yes')
  const wrong = [...problems, ...(roles.length === 0 ? [{ field: 'roles', code: 'choice' } as const] : [])]
  if (wrong.length > 0) return { problems: wrong }
  return { terms: {
    delegate: of('delegate'), roles, ...(columns.length > 0 && columns.length < asked.columns.length && { columns }),
    from: startOf(of('from')), until: endOf(of('until')), ...(of('reason') !== '' && { reason: of('reason') }),
  } }
}

/** The fields of the terms, with whatever was typed into them. */
export function termFields(request: SignedRequest, asked: Asked, problems: readonly Problem[]): Html {
  const { say, form } = request
  const { state, principal, columns } = asked
  const own = rolesOf(principal)
  return html`${selectInput({
    name: 'delegate', label: 'absence.delegate', hint: 'absence.delegate.hint', value: typed(form, 'delegate'), problems, say, required: true, empty: say('absence.choose'),
    options: state.people.filter((one) => one.person !== principal.person && mayStandIn(one)).toSorted(byPost).map((one) => [one.person, optionText(request, state, one)] as const),
  })}
${own.length > 1 ? checkboxes({
    name: 'roles', label: 'absence.roles', problems, say,
    boxes: own.map((role) => ({ name: roleField(role), text: say(`role.${role}`), ticked: form.texts.size === 0 || typed(form, roleField(role)) === 'yes' })),
  }) : ''}
${timeFields(request, problems, { hint: 'absence.until.hint', during: awayOf(asked) })}
${checkboxes({
    name: 'columns', label: 'absence.columns', hint: 'absence.columns.hint', problems, say,
    boxes: columns.map((column) => ({ name: columnField(column), text: request.body.columns.find(({ id }) => id === column)?.name ?? column, ticked: typed(form, columnField(column)) === 'yes' })),
  })}
${textArea({ name: 'reason', label: 'absence.reason', hint: 'absence.reason.hint', value: typed(form, 'reason'), problems, say, required: false, rows: 2 })}`
}

/** The absence for which somebody is marked already, now or later. */
export function awayOf({ state, principal }: Pick<Asked, 'state' | 'principal'>): Absence | undefined {
  const at = now().toISOString()
  return state.absences.find(({ person, until }) => person === principal.person && at < until)
}

interface TimeHints {
  readonly hint?: 'absence.until.hint'
  /** the time to begin with */
  readonly during?: Absence | undefined
}

/** From which day to which; the days of an absence that is known, or today, unless something was typed. */
export function timeFields({ say, form }: SignedRequest, problems: readonly Problem[], { during, ...more }: TimeHints = {}): Html {
  const at = now().toISOString()
  const first = {
    from: dateOf(during && during.from > at ? during.from : at),
    until: during ? dateOf(new Date(Date.parse(during.until) - 1).toISOString()) : '',
  }
  const value = (name: keyof typeof first): string => form.texts.size === 0 ? first[name] : typed(form, name)
  return html`${textInput({ name: 'from', label: 'absence.from', value: value('from'), problems, say, required: true, type: 'date', short: true })}
${textInput({ name: 'until', label: 'absence.until', value: value('until'), problems, say, required: true, type: 'date', short: true, ...more })}`
}

/** The times of a form whose two fields are in order. */
export function timesIn(of: (field: 'from' | 'until') => string): { readonly from: string, readonly until: string } | undefined {
  return isLocalDate(of('from')) && isLocalDate(of('until')) ? { from: startOf(of('from')), until: endOf(of('until')) } : undefined
}

/** Those of the same post beside each other, in the order of the reviews. */
function byPost({ roles: one }: UnitState['people'][number], { roles: other }: UnitState['people'][number]): number {
  return firstOf(one) - firstOf(other)
}

function firstOf(roles: readonly Role[]): number {
  return ROLES.findIndex((role) => roles.includes(role))
}

/** A colleague as the list names them: with their posts, or until when they are away. */
function optionText(request: SignedRequest, { delegations, absences }: UnitState, { person, name, roles }: UnitState['people'][number]): string {
  const at = now().toISOString()
  const until = [...delegations.filter((one) => one.state === 'active' && one.principal === person), ...absences.filter((one) => one.person === person)]
    .filter((one) => one.from <= at && at < one.until).map((one) => one.until).toSorted().at(-1)
  return until === undefined ? request.say('absence.option.posts', { name, posts: rolesText(request, roles) })
    : request.say('absence.option.away', { name, until: untilText(until, request.lang) })
}
