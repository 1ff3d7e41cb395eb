import type { Configuration } from 'openid-client'
import * as oidc from 'openid-client'
import { WebError } from '../../shared/web/errors.ts'
import type { AuthEnvironment } from './environment.ts'
import { readSecret } from '../../shared/secret.ts'

/** What a sign-in needs to be recognised when it comes back. */
export interface Proofs {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** Who the provider says has signed in. */
export interface SignedIn {
  readonly issuer: string
  readonly subject: string
  /** how many seconds before its answer the provider has asked who it is, by its own clock, where it says so */
  readonly askedAgo?: number
}

/** The sign-in provider, as its own discovery document describes it. Read once, again only after a failure. */
export class Provider {
  readonly #environment: AuthEnvironment
  #found: Promise<Configuration> | undefined

  constructor(environment: AuthEnvironment) {
    this.#environment = environment
  }

  /** Where to send somebody who wants to sign in; `fresh` where the provider is to ask who it is, whatever it remembers. @throws WebError where the provider does not answer */
  async begin({ fresh }: { readonly fresh: boolean }): Promise<{ readonly to: string, readonly proofs: Proofs }> {
    const config = await this.#configuration()
    const proofs = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() }
    const to = oidc.buildAuthorizationUrl(config, {
      redirect_uri: this.#callback, scope: 'openid', state: proofs.state, nonce: proofs.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(proofs.verifier), code_challenge_method: 'S256',
      ...(fresh && { prompt: 'login', max_age: '0' }),
    })
    return { to: to.href, proofs }
  }

  /**
   * Exchanges the code that somebody came back with.
   * @param query of the callback, still encoded
   * @throws WebError where anything about it is not as it has to be
   */
  async complete(query: string, { state, nonce, verifier }: Proofs): Promise<SignedIn> {
    const config = await this.#configuration()
    // Built from the configured address: the host that the gateway sees is its own.
    const tokens = await oidc.authorizationCodeGrant(config, new URL(`${this.#callback}?${query}`), {
      pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true,
    }).catch((error: unknown) => {
      report('The provider’s answer was not accepted', error)
      throw new WebError('sign_in_failed')
    })
    const claims = tokens.claims()
    if (!claims) throw new WebError('sign_in_failed')
    return { issuer: claims.iss, subject: claims.sub, ...(claims.auth_time !== undefined && { askedAgo: claims.iat - claims.auth_time }) }
  }

  get #callback(): string {
    return `${this.#environment.origin}/auth/callback`
  }

  #configuration(): Promise<Configuration> {
    this.#found ??= this.#discover().catch((error: unknown) => {
      this.#found = undefined
      report('The sign-in provider cannot be used', error)
      throw new WebError('sign_in_unavailable')
    })
    return this.#found
  }

  async #discover(): Promise<Configuration> {
    const { issuer, clientId, secretArn } = this.#environment
    const url = new URL(issuer)
    // Plain http is for the provider on this machine and for no other.
    const execute = url.protocol === 'http:' && isLoopback(url.hostname) ? [oidc.allowInsecureRequests] : []
    // A public client proves itself by PKCE alone.
    const proof = secretArn === undefined ? oidc.None() : oidc.ClientSecretPost(await readSecret(secretArn))
    return oidc.discovery(url, clientId, undefined, proof, { execute, timeout: 8 })
  }
}

// Names and codes only: a message may quote what came over the wire.
function report(message: string, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  console.error(JSON.stringify({ level: 'ERROR', service: 'auth', message, error: name, code }))
}

/** Whether a host name means this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(host)
}
