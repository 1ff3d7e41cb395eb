import { createTransport } from 'nodemailer'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoPeople } from '../../cdk/local/people.ts'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import { settings } from '../../cdk/settings.ts'
import { dataFolder, synthesizeFixture } from './fixture.ts'

let local: Local

beforeAll(async () => {
  local = await startLocal({ dir: dataFolder(), template: synthesizeFixture() })
})

afterAll(async () => {
  await local?.stop()
})

/** A browser as far as the sign-in pages need one: it keeps cookies and follows within the provider. */
class Browser {
  readonly #cookies = new Map<string, string>()

  async go(url: string, init: RequestInit = {}): Promise<Response> {
    let response = await this.#send(url, init)
    for (;;) {
      const location = response.headers.get('location')
      if (!location || !new URL(location, local.issuer).href.startsWith(local.issuer)) return response
      response = await this.#send(new URL(location, local.issuer).href, {})
    }
  }

  async #send(url: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...Object(init.headers), cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      this.#cookies.set(name, value)
    }
    return response
  }
}

describe('signing in to the demo', () => {
  const begin = async () => {
    const config = await oidc.discovery(new URL(local.issuer), settings.oidc.clientId, undefined, oidc.None(), {
      execute: [oidc.allowInsecureRequests],
    })
    const verifier = oidc.randomPKCECodeVerifier()
    const state = oidc.randomState()
    const nonce = oidc.randomNonce()
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: `${local.console}/auth/callback`, scope: 'openid profile email', state, nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
    })
    return { config, verifier, state, nonce, url }
  }

  const choose = async (browser: Browser, url: URL, subject: string): Promise<Response> => {
    const page = await (await browser.go(url.href)).text()
    expect(page).toContain('演示登录')
    const action = /action="([^"]+)"/.exec(page)?.[1] ?? ''
    return browser.go(local.issuer + action, { method: 'POST', body: new URLSearchParams({ person: subject }) })
  }

  test.each(demoPeople)('$name ($role) comes back with subject, name and address', async (person) => {
    const { config, verifier, state, nonce, url } = await begin()
    const back = await choose(new Browser(), url, person.subject)
    const location = new URL(back.headers.get('location') ?? '')
    expect(location.origin + location.pathname).toBe(`${local.console}/auth/callback`)
    const tokens = await oidc.authorizationCodeGrant(config, location, {
      pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce,
    })
    expect(tokens.claims()).toMatchObject({ sub: person.subject, name: person.name, email: person.email })
  })

  test('asks again at every sign-in, so that one browser can be several people', async () => {
    const browser = new Browser()
    await choose(browser, (await begin()).url, 'editor1')
    const back = await choose(browser, (await begin()).url, 'first1')
    expect(back.headers.get('location')).toContain('/auth/callback?code=')
  })

  test('knows no one who is not in the list', async () => {
    const back = await choose(new Browser(), (await begin()).url, 'root')
    expect(back.status).toBe(400)
    expect(back.headers.get('location')).toBeNull()
  })

  test('sends nobody to an address that is not the console’s', async () => {
    const { url } = await begin()
    url.searchParams.set('redirect_uri', 'http://localhost:1/auth/callback')
    const response = await new Browser().go(url.href)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('redirect_uri')
  })

  test('demands PKCE', async () => {
    const { url } = await begin()
    url.searchParams.delete('code_challenge')
    url.searchParams.delete('code_challenge_method')
    const back = await new Browser().go(url.href)
    expect(new URL(back.headers.get('location') ?? '').searchParams.get('error')).toBe('invalid_request')
  })

  test('an interaction that is not there is told so', async () => {
    const response = await fetch(`${local.issuer}/interaction/nothing`)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('登录请求已失效')
  })
})

describe('the mail catcher', () => {
  test('keeps what is sent, shows it as a page and as JSON, and runs nothing in it', async () => {
    const transport = createTransport({ host: '127.0.0.1', port: local.smtpPort, secure: false, ignoreTLS: true })
    await transport.sendMail({
      from: 'sanshen@linjiang.example', to: '陈立 <first1@linjiang.example>', subject: '待您初审：<b>公告</b>',
      text: `请打开 ${local.console}/links/abc 办理\n<script>alert(1)</script>`,
    })
    const mails: { id: string, to: string, subject: string, text: string }[] =
      JSON.parse(await (await fetch(`${local.mail}/mails.json`)).text())
    expect(mails).toEqual([expect.objectContaining({ subject: '待您初审：<b>公告</b>', to: expect.stringContaining('first1@linjiang.example') })])
    const list = await (await fetch(`${local.mail}/`)).text()
    expect(list).toContain('待您初审：&lt;b&gt;公告&lt;/b&gt;')
    const page = await (await fetch(`${local.mail}/mails/${mails[0]?.id}`)).text()
    expect(page).toContain(`<a href="${local.console}/links/abc">`)
    expect(page).not.toContain('<script>')
    expect((await fetch(`${local.mail}/mails/none`)).status).toBe(404)
  })
})
