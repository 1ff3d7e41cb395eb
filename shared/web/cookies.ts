/** The `__Host-` prefix makes browsers refuse it from anywhere but this host over a safe connection. */
export const sessionCookie = '__Host-sanshen'

/** Holds what makes a phone trusted by its person. */
export const phoneCookie = '__Host-sanshen-phone'

/** A cookie that scripts cannot read and other sites' posts do not carry. Lax, so that links in mails arrive signed in. */
export function setCookie(name: string, value: string, seconds: number): string {
  return `${name}=${value}; Path=/; Max-Age=${seconds}; Secure; HttpOnly; SameSite=Lax`
}

export function clearCookie(name: string): string {
  return setCookie(name, '', 0)
}

/** Cookies of a request; of repeated ones the first counts, as browsers send the most specific first. */
export function readCookies(cookies: readonly string[] | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const cookie of cookies ?? []) {
    const at = cookie.indexOf('=')
    const name = at < 0 ? '' : cookie.slice(0, at).trim()
    if (name !== '' && !found.has(name)) found.set(name, cookie.slice(at + 1).trim())
  }
  return found
}

/** A path of this site, or `/`: never an address that leads elsewhere. */
export function localPath(path: string | undefined): string {
  if (path === undefined || path.length > 1000 || !/^\/(?![/\\])[\w\-./~%?&=+:@,;!$'()*]*$/u.test(path)) return '/'
  return path
}
