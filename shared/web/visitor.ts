import type { Identity } from '../identity/index.ts'
import type { Visitor } from './request.ts'

/** Finds out who holds a session token: nobody where it is unknown, has run out, or its person is suspended. */
export function visitorOf(identity: Identity): (token: string) => Promise<Visitor | undefined> {
  return async (token) => {
    const session = await identity.session(token)
    if (!session) return undefined
    const { who, csrf, stampKey, method } = session
    return { id: who.id, name: who.name, grants: who.grants, csrf, method: method === 'link' ? 'link' : 'oidc', ...(stampKey !== undefined && { stampKey }) }
  }
}
