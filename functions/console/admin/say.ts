import type { Change, Grant, SignIn } from '../../../shared/identity/index.ts'
import { needsSecond } from '../../../shared/identity/index.ts'
import type { PageRequest } from '../../../shared/web/request.ts'
import { list } from '../../../shared/web/words.ts'
import type { Role } from '../../../shared/workflow/states.ts'

/** Roles by their names. */
export function rolesText({ say, lang }: PageRequest, roles: readonly Role[]): string {
  return list(lang, roles.map((role) => say(`role.${role}`)))
}

/** What somebody may do in one unit, as `综合中队：初审`. */
export function grantText(request: PageRequest, { unit, roles }: Grant): string {
  return `${unitName(request, unit)}${request.say('colon')}${rolesText(request, roles)}`
}

/** The name of a unit, or its id where the settings have dropped it since. */
export function unitName({ body }: PageRequest, id: string): string {
  return body.units.find((unit) => unit.id === id)?.name ?? id
}

export function signInText({ issuer, subject }: SignIn): string {
  return `${subject} · ${issuer}`
}

/** The values of a change in words, each with its head. */
export function changeRows(request: PageRequest, change: Change): readonly (readonly [head: string, value: string])[] {
  const { say } = request
  if (change.kind === 'create_person') {
    return [
      [say('admin.value.name'), change.name], [say('admin.value.email'), change.email],
      ...change.grants.map((grant) => [say('admin.value.roles'), grantText(request, grant)] as const),
      ...change.signIns.map((signIn) => [say('admin.value.sign_in'), signInText(signIn)] as const),
    ]
  }
  if ('roles' in change) return [[say('admin.value.roles'), grantText(request, change)]]
  if ('signIn' in change) return [[say('admin.value.sign_in'), signInText(change.signIn)]]
  return [[say('admin.value.reason'), change.reason]]
}

/** What a change does once it acts, and whether anybody else has to agree before. */
export function effectText({ say, lang }: PageRequest, change: Change, seconds: readonly { readonly name: string }[]): string {
  const when = !needsSecond(change) ? say('admin.alone')
    : seconds.length > 0 ? say('admin.second', { names: list(lang, seconds.map(({ name }) => name)) }) : say('admin.second.nobody')
  return `${say(`admin.will.${change.kind}`)}${lang === 'zh' ? '' : ' '}${when}`
}
