import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

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
