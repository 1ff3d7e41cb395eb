import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { css } from './style.ts'
import type { PortalFile, Site } from './types.ts'

/** Raised by whoever changes what a page looks like without changing its style or settings. */
const TEMPLATE = 1

/** SHA-256 of a text's UTF-8, in hex. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/**
 * Canonical JSON (RFC 8785), for whatever is stored under its hash.
 *
 * @throws TypeError where the value has no JSON
 */
export function canonical(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('no JSON for this value')
  return text
}

/** The style sheet under a name that carries its hash. */
export const styleFile: PortalFile = {
  path: `assets/${digestOf(css).slice(0, 16)}.css`, type: 'text/css; charset=utf-8', text: css, immutable: true,
}

/** Names everything besides content and allotted values that goes into a page: template, style and settings. */
export function editionOf(site: Site): string {
  return `${TEMPLATE}-${digestOf(canonical([TEMPLATE, css, site])).slice(0, 16)}`
}
