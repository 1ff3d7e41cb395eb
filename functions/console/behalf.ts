import { WebError } from '../../shared/web/errors.ts'
import { typed } from '../../shared/web/form.ts'
import { html } from '../../shared/web/html.ts'
import type { SignedRequest } from '../../shared/web/request.ts'
import { deputiesOf, onBehalfOf } from '../../shared/web/review/behalf.ts'
import type { Door } from '../../shared/web/review/door.ts'
import type { Visit } from '../../shared/web/review/visit.ts'
import { identity } from './context.ts'
import { door } from './door.ts'

/**
 * The visit as the form says that it was made for: on behalf of somebody by the delegation that it names. Whether that
 * still counts is for the rule to tell, so that a refusal is recorded as what it is.
 *
 * @throws WebError bad_form where there is no such delegation
 */
export async function visitAsSent(seen: Visit, { form }: Pick<SignedRequest, 'form'>): Promise<Visit> {
  const id = typed(form, 'behalf')
  if (id === '') return seen
  const counting = deputiesOf(seen).find((one) => one.onBehalfOf?.delegation === id)
  if (counting) return { ...seen, actor: counting }
  const one = await identity.delegations.one(seen.item.unit, id)
  if (!one) throw new WebError('bad_form')
  const { principal, principalName, roles } = one
  return { ...seen, actor: onBehalfOf(seen.actor, { person: principal, name: principalName, delegation: id, roles }) }
}

/** The console's door for whoever acts: forms of somebody who stands in name the delegation. */
export function doorOf({ actor: { onBehalfOf: principal } }: Visit): Door {
  if (!principal) return door
  return { ...door, proof: (request, command) => html`${door.proof(request, command)}<input type="hidden" name="behalf" value="${principal.delegation}">` }
}
