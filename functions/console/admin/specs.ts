import * as z from 'zod/mini'
import type { Change, Person, SignIn } from '../../../shared/identity/index.ts'
import type { FieldRule, FieldRules, Problem } from '../../../shared/web/fields.ts'
import { check } from '../../../shared/web/fields.ts'
import type { Form } from '../../../shared/web/form.ts'
import type { Role } from '../../../shared/workflow/states.ts'
import { ROLES } from '../../../shared/workflow/states.ts'

export type ChangeKind = Change['kind']

/** Whom a change is about and what it can name. */
export interface About {
  /** the person's id; for somebody new the one that they will have */
  readonly id: string
  /** nobody where the change makes somebody new */
  readonly person: Person | undefined
  readonly units: readonly string[]
  /** the provider that the deployment signs in by */
  readonly issuer: string
}

/** What came of a form: the change, or what is wrong with its fields. */
export type Built = { readonly change: Change } | { readonly problems: readonly Problem[] }

/** One change of a person as a form. */
export interface ChangeSpec {
  /** somebody loses something */
  readonly danger?: true
  readonly rules: (about: About) => FieldRules
  /** @param of the checked value of a field, '' where there is none */
  readonly build: (of: (field: string) => string, about: About) => Built
}

const reason: FieldRule = { label: 'admin.value.reason', max: 500, required: true, multiline: true }

/** Every change that administrators make on a page. */
export const CHANGE_SPECS: Readonly<Record<ChangeKind, ChangeSpec>> = {
  create_person: {
    rules: (about) => ({
      name: { label: 'admin.value.name', max: 40, required: true }, email: { label: 'admin.value.email', max: 100, required: true },
      ...postRules(about.units, ROLES), ...signInRules,
    }),
    build: (of, { issuer }) => {
      const signIn: SignIn = { issuer: of('issuer'), subject: of('subject') }
      const [name, email, unit, roles] = [of('name'), of('email'), of('unit'), ticked(of, ROLES)]
      const problems = [
        ...(isEmail(email) ? [] : [invalid('email')]), ...(roles.length > 0 ? [] : [noRole]), ...signInProblems(signIn, issuer),
      ]
      return problems.length > 0 ? { problems } : { change: { kind: 'create_person', name, email, grants: [{ unit, roles }], signIns: [signIn] } }
    },
  },
  grant: {
    rules: ({ units }) => postRules(units, ROLES),
    build: (of, { id, person }) => {
      const unit = of('unit')
      const wanted = ticked(of, ROLES)
      // What the person has already is not granted again: whoever confirms sees what is new.
      const roles = wanted.filter((role) => !rolesOf(person, unit).includes(role))
      if (wanted.length === 0) return { problems: [noRole] }
      return { change: { kind: 'grant', person: id, unit, roles: roles.length > 0 ? roles : wanted } }
    },
  },
  revoke: {
    danger: true,
    rules: ({ person }) => postRules(person?.grants.map(({ unit }) => unit) ?? [], ROLES),
    build: (of, { id, person }) => {
      const unit = of('unit')
      const roles = ticked(of, rolesOf(person, unit))
      return roles.length > 0 ? { change: { kind: 'revoke', person: id, unit, roles } } : { problems: [noRole] }
    },
  },
  link_sign_in: {
    rules: () => signInRules,
    build: (of, { id, issuer }) => {
      const signIn: SignIn = { issuer: of('issuer'), subject: of('subject') }
      const problems = signInProblems(signIn, issuer)
      return problems.length > 0 ? { problems } : { change: { kind: 'link_sign_in', person: id, signIn } }
    },
  },
  unlink_sign_in: {
    danger: true,
    rules: ({ person }) => ({
      sign_in: { label: 'admin.value.sign_in', max: 500, required: true, choices: person?.signIns.map(signInValue) ?? [] },
    }),
    build: (of, { id, person }) => {
      const signIn = person?.signIns.find((one) => signInValue(one) === of('sign_in'))
      return signIn ? { change: { kind: 'unlink_sign_in', person: id, signIn } } : { problems: [{ field: 'sign_in', code: 'choice' }] }
    },
  },
  suspend: {
    danger: true, rules: () => ({ reason }),
    build: (of, { id }) => ({ change: { kind: 'suspend', person: id, reason: of('reason') } }),
  },
  unsuspend: {
    rules: () => ({ reason }),
    build: (of, { id }) => ({ change: { kind: 'unsuspend', person: id, reason: of('reason') } }),
  },
}

/** Reads a form that was sent: everything that is wrong with it at once, one problem a field; or the change. */
export function readChange(form: Form, kind: ChangeKind, about: About): Built {
  const { rules, build } = CHANGE_SPECS[kind]
  const checked = check(form, rules(about))
  const built = build((field) => checked.of(field), about)
  const problems = [...checked.problems, ...('problems' in built ? built.problems : [])]
  const first = problems.filter(({ field }, at) => problems.findIndex((one) => one.field === field) === at)
  return first.length > 0 ? { problems: first } : built
}

export function isChangeKind(name: string): name is ChangeKind {
  return Object.hasOwn(CHANGE_SPECS, name)
}

/** What a person may do in a unit. */
export function rolesOf(person: Person | undefined, unit: string): readonly Role[] {
  return person?.grants.find((grant) => grant.unit === unit)?.roles ?? []
}

/** The name of a role's box in a form. */
export function roleField(role: Role): string {
  return `role_${role}`
}

/** A sign-in as one value of a form; no issuer holds a space. */
export function signInValue({ issuer, subject }: SignIn): string {
  return `${issuer} ${subject}`
}

function postRules(units: readonly string[], roles: readonly Role[]): FieldRules {
  return {
    unit: { label: 'admin.value.unit', max: 40, required: true, choices: units },
    ...Object.fromEntries(roles.map((role): [string, FieldRule] => [roleField(role), { label: `role.${role}`, max: 3, choices: ['yes'] }])),
  }
}

const signInRules: FieldRules = {
  issuer: { label: 'admin.value.issuer', max: 200, required: true },
  subject: { label: 'admin.value.subject', max: 255, required: true },
}

const noRole: Problem = { field: 'roles', code: 'choice' }
const invalid = (field: string): Problem => ({ field, code: 'invalid' })

function ticked(of: (field: string) => string, roles: readonly Role[]): readonly Role[] {
  return roles.filter((role) => of(roleField(role)) === 'yes')
}

function signInProblems({ issuer, subject }: SignIn, own: string): Problem[] {
  return [...(isIssuer(issuer, own) ? [] : [invalid('issuer')]), ...(isSubject(subject) ? [] : [invalid('subject')])]
}

const address = z.email()

function isEmail(text: string): boolean {
  return address.safeParse(text).success
}

/** An https address without query or fragment, as OpenID Connect Core 1.0 §1.2 has it; our own may be this machine's. */
function isIssuer(text: string, own: string): boolean {
  if (text === own) return true
  if (/\s/u.test(text) || !URL.canParse(text)) return false
  const { protocol, search, hash, username, password } = new URL(text)
  return protocol === 'https:' && search + hash + username + password === ''
}

/** OpenID Connect Core 1.0 §2: at most 255 ASCII characters. */
function isSubject(text: string): boolean {
  return /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/u.test(text)
}
