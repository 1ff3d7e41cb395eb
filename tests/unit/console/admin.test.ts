import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alike, seconds, twin } from '../../../functions/console/admin/people.ts'
import type { About, Built, ChangeKind } from '../../../functions/console/admin/specs.ts'
import { isChangeKind, readChange, signInValue } from '../../../functions/console/admin/specs.ts'
import type { Change, Person, Proposal } from '../../../shared/identity/index.ts'
import { leavesTooFew } from '../../../shared/identity/index.ts'
import type { Role } from '../../../shared/workflow/states.ts'

const issuer = 'https://sso.example'
const person = (id: string, roles: readonly Role[], more: Partial<Person> = {}): Person => ({
  id, name: id, email: `${id}@x.example`, grants: roles.length > 0 ? [{ unit: 'dadui', roles }] : [], signIns: [{ issuer, subject: id }], ...more,
})
const lin = person('lin', ['editor', 'approver'])
const about = (more: Partial<About> = {}): About => ({ id: 'lin', person: lin, units: ['dadui', 'zhixu'], issuer, ...more })

/** A form of a change as it comes in, to its end. */
function sent(kind: ChangeKind, fields: Readonly<Record<string, string>>, whom = about()): Built {
  return readChange({ texts: new Map(Object.entries(fields).map(([name, value]) => [name, [value]])), uploads: new Map() }, kind, whom)
}
const wrongIn = (built: Built): string[] => 'problems' in built ? built.problems.map(({ field, code }) => `${field} ${code}`) : []

const somebody = { name: '方圆', email: 'fang@x.example', unit: 'zhixu', role_editor: 'yes', issuer, subject: 'fang' }
const nobody = about({ id: 'new', person: undefined })

describe('the form of a new person', () => {
  test('gives a change with everything that it says', () => {
    expect(sent('create_person', { ...somebody, role_auditor: 'yes' }, nobody)).toEqual({ change: {
      kind: 'create_person', name: '方圆', email: 'fang@x.example', grants: [{ unit: 'zhixu', roles: ['editor', 'auditor'] }],
      signIns: [{ issuer, subject: 'fang' }],
    } })
  })

  test.each([
    ['no name', { name: ' ' }, ['name missing']],
    ['no unit', { unit: '' }, ['unit choice']],
    ['a unit that there is not', { unit: 'moon' }, ['unit choice']],
    ['no post', { role_editor: '' }, ['roles choice']],
    ['an address that is none', { email: 'fang' }, ['email invalid']],
    ['a subject in Chinese', { subject: '方圆' }, ['subject invalid']],
    ['a subject that is too long', { subject: 'x'.repeat(256) }, ['subject too_long']],
    ['a mark that turns the reading direction', { name: '方\u202E圆' }, ['name hidden']],
    ['a provider over plain http', { issuer: 'http://sso.example' }, ['issuer invalid']],
    ['a provider with a query', { issuer: 'https://sso.example/?x=1' }, ['issuer invalid']],
    ['a provider with a password', { issuer: 'https://a:b@sso.example' }, ['issuer invalid']],
    ['what is missing and what is wrong at once', { name: '', email: 'x', role_editor: '', subject: '' }, ['name missing', 'subject missing', 'email invalid', 'roles choice']],
    ['several at once', { email: 'x', subject: '方', issuer: 'x', role_editor: '' }, ['email invalid', 'roles choice', 'issuer invalid', 'subject invalid']],
  ])('is told of %s', (_, fields, wrong) => {
    expect(wrongIn(sent('create_person', { ...somebody, ...fields }, nobody))).toEqual(wrong)
  })

  test('takes the deployment’s own provider as it is, on one machine too', () => {
    const local = 'http://localhost:8083'
    expect(wrongIn(sent('create_person', { ...somebody, issuer: local }, about({ ...nobody, issuer: local })))).toEqual([])
  })

  test('never gives anything but a change or problems, whatever is sent', () => {
    const field = (good: string) => fc.oneof({ weight: 5, arbitrary: fc.constant(good) }, fc.string({ unit: 'binary', maxLength: 300 }))
    const fields = Object.fromEntries(Object.entries(somebody).map(([name, good]) => [name, field(good)]))
    fc.assert(fc.property(fc.record(fields), (given) => {
      const built = sent('create_person', given, nobody)
      if ('problems' in built) expect(built.problems).not.toEqual([])
      else expect(built.change).toMatchObject({ kind: 'create_person', grants: [{ roles: ['editor'] }] })
    }))
  })
})

describe('the other forms', () => {
  test('grant what is new and leave out what the person has', () => {
    expect(sent('grant', { unit: 'dadui', role_approver: 'yes', role_head: 'yes' }))
      .toEqual({ change: { kind: 'grant', person: 'lin', unit: 'dadui', roles: ['head'] } })
    expect(wrongIn(sent('grant', { unit: 'dadui' }))).toEqual(['roles choice'])
  })

  test('take away only what the person has there', () => {
    expect(sent('revoke', { unit: 'dadui', role_approver: 'yes', role_head: 'yes' }))
      .toEqual({ change: { kind: 'revoke', person: 'lin', unit: 'dadui', roles: ['approver'] } })
    expect(wrongIn(sent('revoke', { unit: 'dadui', role_head: 'yes' }))).toEqual(['roles choice'])
    expect(wrongIn(sent('revoke', { unit: 'zhixu', role_editor: 'yes' }))).toEqual(['unit choice', 'roles choice'])
  })

  test('unlink a sign-in of this person and of nobody else', () => {
    const own = { issuer, subject: 'lin' }
    expect(sent('unlink_sign_in', { sign_in: signInValue(own) })).toEqual({ change: { kind: 'unlink_sign_in', person: 'lin', signIn: own } })
    expect(wrongIn(sent('unlink_sign_in', { sign_in: signInValue({ issuer, subject: 'fang' }) }))).toEqual(['sign_in choice'])
  })

  test.each(['suspend', 'unsuspend'] as const)('%s with a reason, not without', (kind) => {
    expect(sent(kind, { reason: ' 借调 ' })).toEqual({ change: { kind, person: 'lin', reason: '借调' } })
    expect(wrongIn(sent(kind, {}))).toEqual(['reason missing'])
  })

  test('are these and no others, whatever an address says', () => {
    expect(['grant', 'toString', '__proto__', ''].map((name) => isChangeKind(name))).toEqual([true, false, false, false])
  })
})

describe('whom a change concerns', () => {
  const admins = [person('gao', ['administrator']), person('ma', ['administrator'])]
  const [, ma] = admins

  test('a second is any other administrator who is not suspended and can come in', () => {
    const out = person('out', ['administrator'], { suspended: '2026-11-24T00:00:00.000Z' })
    expect(seconds([...admins, out, lin, person('shut', ['administrator'], { signIns: [] })], 'gao')).toEqual([ma])
  })

  test('somebody of the same name or address may be the one who is to be entered', () => {
    const change = (name: string, email: string): Change => ({ kind: 'create_person', name, email, grants: [], signIns: [] })
    const people = [person('a', [], { name: '林晓', email: 'lin@x.example' }), lin]
    expect(alike(change('林　晓', 'other@x.example'), people).map(({ id }) => id)).toEqual(['a'])
    expect(alike(change('别人', 'LIN@X.example'), people).map(({ id }) => id)).toEqual(['a', 'lin'])
    expect(alike(change('别人', 'other@x.example'), people)).toEqual([])
    expect(alike({ kind: 'suspend', person: 'lin', reason: '林晓' }, people)).toEqual([])
  })

  test('nobody stops being an administrator where fewer than two are left then', () => {
    const third = person('third', ['administrator'])
    const gone = person('ma', [])
    expect(leavesTooFew(ma, gone, [...admins, lin])).toBe(true)
    expect(leavesTooFew(ma, gone, [...admins, third])).toBe(false)
    expect(leavesTooFew(ma, person('ma', ['administrator'], { signIns: [] }), admins)).toBe(true)
    expect(leavesTooFew(ma, person('ma', ['administrator'], { suspended: 'now' }), [...admins, { ...third, suspended: 'before' }])).toBe(true)
    expect(leavesTooFew(lin, { ...lin, suspended: 'now' }, admins.slice(0, 1))).toBe(false)
    expect(leavesTooFew(ma, person('ma', ['administrator', 'editor']), admins)).toBe(false)
    expect(leavesTooFew(undefined, gone, admins)).toBe(false)
  })

  test('the same change that waits already is found', () => {
    const grant = (role: Role): Change => ({ kind: 'grant', person: 'lin', unit: 'dadui', roles: [role] })
    const waits: Proposal = { id: '1', person: 'lin', change: grant('head'), at: 'now', by: { person: 'gao', name: 'gao', unit: 'dadui' } }
    expect(twin(grant('head'), [waits])).toBe(waits)
    expect(twin(grant('approver'), [waits])).toBeUndefined()
  })
})
