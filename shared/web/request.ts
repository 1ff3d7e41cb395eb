import type { BodySettings } from '../names.ts'
import type { Role } from '../workflow/states.ts'
import type { Form } from './form.ts'
import type { Html } from './html.ts'
import type { Lang, Say } from './words.ts'

/** Who is signed in, as far as pages need to know. */
export interface Visitor {
  readonly id: string
  readonly name: string
  readonly grants: readonly { readonly unit: string, readonly roles: readonly Role[] }[]
  readonly method: 'oidc' | 'link'
  /** token that each of this session's forms carries */
  readonly csrf: string
  /** what the times on this session's forms are stamped with; never sent to a browser */
  readonly stampKey?: string
}

/** A request as a page sees it. */
export interface PageRequest {
  readonly method: string
  readonly path: string
  /** variables of the route's path, decoded */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly cookies: ReadonlyMap<string, string>
  readonly form: Form
  readonly lang: Lang
  readonly large: boolean
  readonly say: Say
  readonly body: BodySettings
  readonly requestId: string
  /** network address that the request came from: never to be written down */
  readonly source: string
  /** set on the pages of readers: the portal, where they come from and go on to */
  readonly portal?: string
  /** the address is a secret: no page quotes it */
  readonly secretAddress?: true
  readonly visitor?: Visitor
}

/** A request of somebody who has signed in. */
export type SignedRequest = PageRequest & { readonly visitor: Visitor }

/** A program for browsers, gzipped, and who may keep it for good. */
export interface Script {
  readonly kind: 'script'
  readonly gzipped: Uint8Array
  readonly kept: 'by anybody' | 'by this person' | 'not at all'
}

/**
 * What a page gives back: a page (with the address of a script of ours, and the origin that its form goes to where that is
 * another one), another address, or plain bytes with a type of their own.
 */
export type Reply =
  | Script
  | { readonly kind: 'page', readonly status?: number, readonly title: string, readonly main: Html, readonly here?: string, readonly cookies?: readonly string[], readonly wrong?: boolean, readonly script?: string, readonly formTo?: string }
  | { readonly kind: 'go', readonly to: string, readonly cookies?: readonly string[] }
  | { readonly kind: 'file', readonly type: string, readonly text: string, readonly forGood?: boolean, readonly name?: string }
  | { readonly kind: 'bytes', readonly type: string, readonly bytes: Uint8Array, readonly name: string }

/** Whether somebody has a role in any unit. */
export function hasRole(visitor: Visitor | undefined, role: Role): boolean {
  return visitor?.grants.some(({ roles }) => roles.includes(role)) ?? false
}
