/**
 * Headers of every answer. Nothing runs, nothing is loaded from elsewhere, no other site frames a page.
 * @param issuer origin of the sign-in provider: the redirect after a form's post may lead there
 */
export function securityHeaders(issuer?: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
      "default-src 'none'", "style-src 'self'", "img-src 'self'", `form-action 'self'${issuer ? ` ${issuer}` : ''}`,
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
