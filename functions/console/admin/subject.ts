import { ulid } from 'ulid'
import type { Change, ChangeRefusal, Person } from '../../../shared/identity/index.ts'
import { applied, leavesTooFew, notByThemselves } from '../../../shared/identity/index.ts'
import { env } from '../../../shared/names.ts'
import { now } from '../../../shared/now.ts'
import { readVariable } from '../../../shared/web/environment.ts'
import { WebError } from '../../../shared/web/errors.ts'
import { typed } from '../../../shared/web/form.ts'
import type { SignedRequest, Visitor } from '../../../shared/web/request.ts'
import type { Actor } from '../../../shared/workflow/types.ts'
import { identity } from '../context.ts'
import { isUlid } from '../ids.ts'
import type { About, ChangeKind } from './specs.ts'
import { isChangeKind } from './specs.ts'

/** A change that an administrator is about to make. */
export interface Subject extends About {
  readonly kind: ChangeKind
  readonly actor: Actor
  /** everybody, suspended or not */
  readonly people: readonly Person[]
  /** of the form, whether it has been sent already or is made now */
  readonly commandId: string
}

const issuer = readVariable(env.oidcIssuer)

/** Who acts as administrator, by the first unit that makes them one. @throws WebError for anybody else */
export function administratorOf(visitor: Visitor): Actor {
  const grant = visitor.grants.find(({ roles }) => roles.includes('administrator'))
  if (!grant) throw new WebError('not_your_role')
  return { person: visitor.id, name: visitor.name, unit: grant.unit, roles: grant.roles, method: visitor.method }
}

/** The person of the address. @throws WebError where there is none */
export async function personOf({ params }: SignedRequest): Promise<Person> {
  const id = params['id'] ?? ''
  const person = isUlid(id) ? await identity.person(id) : undefined
  if (!person) throw new WebError('not_found')
  return person
}

/** The id of the form that was sent, or one for a form that is made. */
export function commandIdOf({ form }: SignedRequest): string {
  const given = typed(form, 'commandId')
  return isUlid(given) ? given : ulid(now().getTime())
}

/** The change of the address with whom it is about. @throws WebError where there is no such person or change */
export async function subjectOf(request: SignedRequest): Promise<Subject> {
  const { params, visitor, body } = request
  const isNew = params['id'] === undefined
  const kind = isNew ? 'create_person' : params['change'] ?? ''
  if (!isChangeKind(kind) || (kind === 'create_person') !== isNew) throw new WebError('not_found')
  const [people, person] = await Promise.all([identity.people(), isNew ? undefined : personOf(request)])
  const commandId = commandIdOf(request)
  return {
    kind, person, people, commandId, issuer, id: person?.id ?? commandId, units: body.units.map(({ id }) => id),
    actor: administratorOf(visitor),
  }
}

/** The same, as a form that has not been sent. */
export function anew(subject: Subject): Subject {
  const commandId = ulid(now().getTime())
  return { ...subject, commandId, id: subject.person?.id ?? commandId }
}

/** What the person would be after a change, or why it would be refused as things stand now. */
export async function foresee(change: Change, person: Person | undefined, actor: string, people: readonly Person[]): Promise<Person | ChangeRefusal> {
  const refused = notByThemselves(actor, change)
  if (refused) return refused
  for (const signIn of change.kind === 'create_person' ? change.signIns : change.kind === 'link_sign_in' ? [change.signIn] : []) {
    const owner = await identity.personBySignIn(signIn.issuer, signIn.subject)
    if (owner && owner.id !== person?.id) return 'sign_in_taken'
  }
  const after = applied(person, change, person?.id ?? '', now().toISOString())
  return typeof after !== 'string' && leavesTooFew(person, after, people) ? 'too_few_administrators' : after
}
