import { now } from '../../shared/now.ts'
import { WebError } from '../../shared/web/errors.ts'
import type { SignedRequest, Visitor } from '../../shared/web/request.ts'
import type { Visit } from '../../shared/web/review/visit.ts'
import type { Actor } from '../../shared/workflow/types.ts'
import { identity, record } from './context.ts'

const itemId = /^[0-9A-HJKMNP-TV-Z]{26}$/u

/**
 * Loads the item of the address for somebody of its unit.
 * @throws WebError not_found for anybody else, and where there is none: a stranger does not learn which of the two it is
 */
export async function visit({ params, visitor }: SignedRequest): Promise<Visit> {
  const id = params['id'] ?? ''
  const item = itemId.test(id) ? await record.item(id) : undefined
  const actor = item && actorIn(visitor, item.unit)
  if (!item || !actor) throw new WebError('not_found')
  const [people, activeEdition, report] = await Promise.all([
    identity.candidates(item.unit), record.activeEdition(),
    item.report ? record.report(item.report.digest) : undefined,
  ])
  return {
    item, actor, people,
    facts: { now: now().toISOString(), people, activeEdition, commandId: '', ...(report && { findings: record.findings(report) }) },
  }
}

/** Who somebody is in a unit; nobody without a grant there. */
export function actorIn(visitor: Visitor, unit: string): Actor | undefined {
  const grant = visitor.grants.find((one) => one.unit === unit && one.roles.length > 0)
  return grant && { person: visitor.id, name: visitor.name, unit, roles: grant.roles, method: visitor.method }
}
