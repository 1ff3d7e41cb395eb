import type { BucketPlan, PolicyStatement, TablePlan } from '../plan.ts'
import { arn } from '../plan.ts'

/**
 * Whether statements allow an action on a resource: a denial wins, and what nothing allows is denied.
 * Conditions are not looked at.
 */
export function allows(statements: readonly PolicyStatement[], action: string, resource: string): boolean {
  const hits = (statement: PolicyStatement): boolean =>
    statement.actions.some((one) => like(one.toLowerCase(), action.toLowerCase()))
    && statement.resources.some((one) => like(one, resource))
  const matching = statements.filter(hits)
  return matching.some(({ effect }) => effect === 'Allow') && !matching.some(({ effect }) => effect === 'Deny')
}

/** What the own policy of the table or bucket that a resource belongs to denies to everybody. */
export function denialsOn(
  resource: string, tables: readonly Pick<TablePlan, 'name' | 'policies'>[],
  buckets: readonly Pick<BucketPlan, 'name' | 'policies'>[],
): PolicyStatement[] {
  const table = tables.find(({ name }) => arn('dynamodb', `table/${name}`) === resource)
  const bucket = buckets.find(({ name }) => resource.startsWith(`${arn('s3', name)}/`))
  return [...table?.policies ?? [], ...bucket?.policies ?? []].filter(({ effect }) => effect === 'Deny')
}

function like(pattern: string, text: string): boolean {
  const source = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*').replaceAll('?', '.')
  return new RegExp(`^${source}$`, 's').test(text)
}
