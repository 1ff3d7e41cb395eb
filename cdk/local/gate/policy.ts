import type { PolicyStatement } from '../plan.ts'

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

function like(pattern: string, text: string): boolean {
  const source = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*').replaceAll('?', '.')
  return new RegExp(`^${source}$`, 's').test(text)
}
