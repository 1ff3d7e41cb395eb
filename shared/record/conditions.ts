import { tables } from '../names.ts'
import type { TableName } from '../names.ts'
import type { Guard } from '../workflow/types.ts'
import type { Row } from './wire.ts'

/** One condition on one row. `:name` in the expression stands for `values.name`, `#name` for `names.name`. */
export interface Condition {
  readonly table: TableName
  /** absent for the item's own row */
  readonly key?: Row
  readonly expression: string
  readonly values?: Row
}

type GuardOf<K extends Guard['kind']> = Extract<Guard, { kind: K }>

export type Conditions = { readonly [K in Guard['kind']]: (guard: GuardOf<K>) => Condition }

/** How each guard of the rule is said to the tables: the one place where both meet. */
export const CONDITIONS: Conditions = {
  item_absent: () => onItem('attribute_not_exists(#id)'),
  item_head: ({ seq, head }) => onItem('#seq = :seq AND #head = :head', { seq, head }),
  round: ({ round }) => onItem('#round = :round', { round }),
  presence: ({ presence }) => onItem('#presence = :presence', { presence }),
  revision: ({ revision }) => onItem('#revision = :revision', { revision }),
  report: ({ report }) => onItem('#report.#digest = :report', { report }),
  not_contributor: ({ person }) => onItem('NOT contains(#contributors, :contributor)', { contributor: person }),
  not_decider: ({ person }) => onItem('NOT contains(#deciders, :decider)', { decider: person }),
  grant: ({ person, unit, roles }) => ({
    table: 'access',
    key: grantKey(unit, person),
    expression: `attribute_not_exists(#suspended) AND (${roles.map((_, at) => `contains(#roles, :role${at})`).join(' OR ')})`,
    values: Object.fromEntries(roles.map((role, at) => [`role${at}`, role])),
  }),
  approver: ({ person, unit, roles }) => CONDITIONS.grant({ kind: 'grant', person, unit, roles }),
  present: ({ person, unit, without = [] }) => ({
    table: 'access', key: grantKey(unit, person),
    expression: ['attribute_exists(#pk)', 'attribute_not_exists(#suspended)', ...without.map((_, at) => `NOT contains(#roles, :without${at})`)].join(' AND '),
    values: Object.fromEntries(without.map((role, at) => [`without${at}`, role])),
  }),
  delegation: ({ unit, id, principal, delegate, role, column, at }) => ({
    table: 'access', key: delegationKey(unit, id),
    expression: '#state = :active AND #principal = :principal AND #delegate = :delegate AND contains(#roles, :role)'
      + ' AND (attribute_not_exists(#columns) OR contains(#columns, :column)) AND #from <= :at AND #until > :at',
    values: { active: 'active', principal, delegate, role, column, at },
  }),
  edition: ({ edition }) => ({
    table: 'registers', key: EDITION_KEY, expression: '#value = :edition', values: { edition },
  }),
}

/** The register that names the edition of rules and lexicon in force. */
export const EDITION_KEY = { pk: 'edition', sk: 'lexicon' } as const

/** The row that lets a person act in a unit. */
export function grantKey(unit: string, person: string): { readonly pk: string, readonly sk: string } {
  return { pk: `unit#${unit}`, sk: `grant#${person}` }
}

/** A delegation stands beside the grants of its unit: one query gives both. */
export function delegationKey(unit: string, id: string): { readonly pk: string, readonly sk: string } {
  return { pk: `unit#${unit}`, sk: `delegation#${id}` }
}

/** Since when and until when a person is away without anybody in their place. */
export function absenceKey(unit: string, person: string): { readonly pk: string, readonly sk: string } {
  return { pk: `unit#${unit}`, sk: `absence#${person}` }
}

/** The conditions of some guards, by the given compilers; a kind without one has no condition. */
export function compile(guards: readonly Guard[], conditions: Partial<Conditions> = CONDITIONS): Condition[] {
  return guards.flatMap((guard) => one(guard, conditions) ?? [])
}

/** `#name` of an expression with the attributes that they stand for. */
export function namesIn(expression: string): Record<string, string> {
  return Object.fromEntries((expression.match(/#\w+/g) ?? []).map((name) => [name, name.slice(1)]))
}

function one<K extends Guard['kind']>(guard: GuardOf<K>, conditions: Partial<Conditions>): Condition | undefined {
  const kind: K = guard.kind
  return conditions[kind]?.(guard)
}

function onItem(expression: string, values?: Row): Condition {
  return { table: 'items', expression, ...(values && { values }) }
}

export const itemKey = (id: string): Row => ({ [tables.items.key.pk]: id })
