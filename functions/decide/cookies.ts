import { setCookie } from '../../shared/web/cookies.ts'
import type { Digest } from '../../shared/workflow/types.ts'

// The digest's beginning tells links apart and leads to none.
const short = (digest: Digest): string => digest.slice(0, 16)

/** What stands for a link in addresses that may be seen. */
export function linkName(digest: Digest): string {
  return short(digest)
}

/** The cookie that holds a link's token while its person goes to sign in and comes back. */
export function linkCookie(name: string): string {
  return `__Host-link-${name.replaceAll(/[^0-9a-f]/gu, '').slice(0, 16)}`
}

/** The cookie that proves that a link was opened by its person's code. */
export function openCookie(digest: Digest): string {
  return `__Host-open-${short(digest)}`
}

export function keepLink(digest: Digest, token: string): string {
  return setCookie(linkCookie(short(digest)), token, 1800)
}

export function keepOpening(digest: Digest, proof: string): string {
  return setCookie(openCookie(digest), proof, 3600)
}
