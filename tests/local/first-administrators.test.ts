import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Browser } from '../../cdk/demo/browser.ts'
import type { Page } from '../../cdk/demo/browser.ts'
import { signIn } from '../../cdk/demo/sign-in.ts'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import { settings } from '../../cdk/settings.ts'
import type { Change, Identity, Person } from '../../shared/identity/index.ts'
import { openIdentity } from '../../shared/identity/index.ts'
import type { Actor } from '../../shared/workflow/types.ts'
import { dataFolder } from './fixture.ts'

let local: Local
let identity: Identity

beforeAll(async () => {
  local = await startLocal({ dir: dataFolder(), nobody: true })
  identity = openIdentity(local.environment)
})

afterAll(async () => {
  identity?.close()
  await local?.stop()
})

/** Signs in, whatever comes of it. */
async function arrive(subject: string): Promise<Page> {
  const browser = new Browser()
  const [form] = (await browser.get(`${local.console}/`)).forms.filter(({ method }) => method === 'POST')
  if (!form) throw new Error('No form to sign in with')
  return browser.submit(form, subject)
}

describe('a deployment without people', () => {
  test('lets in nobody whom the settings do not name, and nobody is there after that', async () => {
    const page = await arrive('editor1')
    expect(page.status).toBe(403)
    expect(page.says).toContain('系统里没有您的账号')
    expect(await identity.people()).toEqual([])
  })

  test('lets in both first administrators though they come at once, each once', async () => {
    const pages = await Promise.all(['admin1', 'admin2', 'admin1', 'admin2'].map((subject) => arrive(subject)))
    expect(pages.map(({ status, url }) => [status, url.pathname])).toEqual(pages.map(() => [200, '/']))
    const unit = settings.body.units[0]?.id
    const there = await identity.people()
    expect(there).toHaveLength(settings.administrators.length)
    for (const { name, email, subject } of settings.administrators) {
      expect(there).toContainEqual({
        id: expect.any(String), name, email, grants: [{ unit, roles: ['administrator'] }], signIns: [{ issuer: local.issuer, subject }],
      })
    }
  })

  test('has their entry in their histories', async () => {
    for (const { id } of await identity.people()) {
      expect((await identity.history(id)).map(({ stage, change }) => [stage, change.kind])).toEqual([['bootstrapped', 'create_person']])
    }
  })

  test('is closed to the list once there is anybody: a name whose sign-in was taken away does not come back by it', async () => {
    const [first, second] = await Promise.all(['admin1', 'admin2'].map((subject) => identity.personBySignIn(local.issuer, subject)))
    if (!first || !second) throw new Error('Nobody is there')
    const as = ({ id, name }: Person): Actor => ({ person: id, name, unit: 'dadui', roles: ['administrator'], method: 'oidc' })
    const away: Change = { kind: 'unlink_sign_in', person: second.id, signIn: { issuer: local.issuer, subject: 'admin2' } }
    expect(await identity.propose(as(first), away)).toEqual({ kind: 'refused', code: 'too_few_administrators' })
    const asked = await identity.propose(as(first), {
      kind: 'create_person', name: '李可', email: 'guest1@linjiang.example',
      grants: [{ unit: 'dadui', roles: ['administrator'] }], signIns: [{ issuer: local.issuer, subject: 'guest1' }],
    })
    if (asked.kind !== 'proposed') throw new Error(asked.kind)
    expect(await identity.confirm(as(second), asked.proposal.id)).toMatchObject({ kind: 'done' })
    expect(await identity.propose(as(first), away)).toMatchObject({ kind: 'done' })
    expect((await arrive('admin2')).status).toBe(403)
    expect(await identity.people()).toHaveLength(3)
    expect((await signIn(local.console, 'admin1')).name).toBe('高原')
  })
})
