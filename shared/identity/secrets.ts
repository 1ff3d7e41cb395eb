import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits for a cookie or a form. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a token: who reads the table cannot sign in with it. */
export function digestOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
