import { timingSafeEqual } from 'node:crypto'

/**
 * Whether a post comes from our own pages, as far as the browser says: `Sec-Fetch-Site` where it sends it, else `Origin`.
 * Old browsers send neither; the token of the form decides then.
 * @param origin the console's, as configured: behind a gateway the host that is seen is the gateway's
 * @param unnamed the page sends no referrer, so that browsers say `null` for where its forms come from
 */
export function isForeign(headers: Readonly<Record<string, string | undefined>>, origin: string, unnamed = false): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin'
  const from = headers['origin']
  return from !== undefined && from !== origin && !(unnamed && from === 'null')
}

/** Whether a form brought the session's token. Takes the same time wherever they differ. */
export function isToken(given: string, expected: string): boolean {
  const one = Buffer.from(given)
  const other = Buffer.from(expected)
  return one.length === other.length && one.length > 0 && timingSafeEqual(one, other)
}
