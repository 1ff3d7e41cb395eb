const none = "default-src 'none'"

/**
 * The policy of what runs a script of this site. A page goes on as it is besides; a worker loads further scripts and nothing
 * else. Neither may connect to anything: what people type cannot leave by a script, whatever it does.
 */
export function policyOf(what: 'page with a script' | 'worker', { 'content-security-policy': strict = none }: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const scripts = "script-src 'self'"
  return { 'content-security-policy': what === 'worker' ? `${none}; ${scripts}` : `${strict}; ${scripts}; worker-src 'self'` }
}

/**
 * Headers of every answer. Nothing runs, nothing is loaded from elsewhere, no other site frames a page.
 * @param issuer origin of the sign-in provider: the redirect after a form's post may lead there
 */
export function securityHeaders(issuer?: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
      none, "style-src 'self'", "img-src 'self'", `form-action 'self'${issuer ? ` ${issuer}` : ''}`,
      "frame-ancestors 'none'", "base-uri 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // With no-referrer a browser would send `Origin: null` with our own forms.
    'referrer-policy': 'same-origin',
    'strict-transport-security': 'max-age=31536000',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  }
}

/** The policy of a page with a form that goes to another origin: there and to this site, nowhere else. */
export function withFormTo(origin: string, { 'content-security-policy': strict = none }: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { 'content-security-policy': strict.replace(/form-action [^;]*/u, `form-action 'self' ${origin}`) }
}
