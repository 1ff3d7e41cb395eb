import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { html } from 'hono/html'
import { render } from './html.ts'
import type { Context } from 'oidc-provider'
import { Provider } from 'oidc-provider'
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js'
import { readBody } from './http/body.ts'
import type { DemoGuest, DemoPerson } from './people.ts'
import { postOf } from './people.ts'

export interface OidcOptions {
  readonly issuer: string
  readonly clientId: string
  readonly redirectUris: readonly string[]
  readonly afterSignOut: readonly string[]
  readonly people: readonly (DemoPerson | DemoGuest)[]
}

/**
 * An OpenID Connect provider for the demo: code flow with PKCE for one public client. Whoever signs in chooses a
 * person from a list; there are no passwords, which is why it serves loopback addresses only.
 */
export function oidcProvider(options: OidcOptions): RequestListener {
  const provider = new Provider(options.issuer, configuration(options))
  const standard = provider.callback()
  return (request, response) => {
    const path = new URL(request.url ?? '/', options.issuer).pathname
    // In a demo people change roles all the time: each sign-in begins as if there had been none.
    if (path === '/auth' || path.startsWith('/auth/')) forgetSession(request)
    if (!path.startsWith('/interaction/')) {
      standard(request, response)
      return
    }
    interaction(provider, options.people, request, response).catch(() => {
      // Most often a page that was left open: the interaction has run out.
      page(response, 400, html`<p>登录请求已失效，请返回系统重新登录。</p>`)
    })
  }
}

function forgetSession(request: IncomingMessage): void {
  const kept = (request.headers.cookie ?? '').split(';').filter((cookie) => !cookie.trim().startsWith('_session'))
  request.headers.cookie = kept.join(';')
}

async function interaction(
  provider: Provider, people: OidcOptions['people'], request: IncomingMessage, response: ServerResponse,
): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response)
  if (request.method !== 'POST') {
    page(response, 200, html`
      <p>这是演示环境的登录页，不需要密码。请选择以谁的身份登录：</p>
      <form method="post" action="/interaction/${uid}">
        ${people.map((person) => html`
          <p><button name="person" value="${person.subject}">${person.name} · ${postOf(person)}</button></p>`)}
      </form>`)
    return
  }
  const form = new URLSearchParams((await readBody(request, 10_000))?.toString() ?? '')
  const person = people.find(({ subject }) => subject === form.get('person'))
  if (!person) {
    page(response, 400, html`<p>没有这个人员，请返回重新选择。</p>`)
    return
  }
  await provider.interactionFinished(request, response, { login: { accountId: person.subject, remember: false } })
}

function configuration({ clientId, redirectUris, afterSignOut, people }: OidcOptions): object {
  return {
    clients: [{
      client_id: clientId,
      redirect_uris: [...redirectUris],
      post_logout_redirect_uris: [...afterSignOut],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    }],
    // Named, because the provider warns of the same one when it is left to the default.
    adapter: createMemoryAdapter(15),
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    cookies: { keys: [randomBytes(24).toString('hex')] },
    jwks: { keys: [signingKey()] },
    features: { devInteractions: { enabled: false } },
    renderError: (ctx: { res: ServerResponse }, { error, error_description: reason }: Record<string, string>) =>
      page(ctx.res, 400, html`<p>登录请求无效：${error}</p><p>${reason}</p>`),
    ttl: { Interaction: 3600, Session: 3600, Grant: 3600, AccessToken: 3600, IdToken: 3600, AuthorizationCode: 60 },
    interactions: { url: (_: Context, { uid }: { uid: string }) => `/interaction/${uid}` },
    // Whoever chose a person has agreed; asking once more would teach nothing.
    loadExistingGrant: async ({ oidc }: Context) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
    findAccount: (_: Context, subject: string) => {
      const person = people.find((one) => one.subject === subject)
      return person && {
        accountId: subject,
        claims: () => ({ sub: subject, name: person.name, email: person.email, email_verified: true }),
      }
    },
  }
}

function signingKey(): object {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'local' }
}

function page(response: ServerResponse, status: number, content: unknown): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  })
  response.end(render(html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>演示登录</title>
<style>body{font:1rem/1.6 system-ui,sans-serif;max-width:36rem;margin:2rem auto;padding:0 1rem}
button{font:inherit;padding:.5rem 1rem;width:100%;text-align:left}</style></head>
<body><h1>演示登录</h1>${content}</body></html>`))
}
