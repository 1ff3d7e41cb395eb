import { createHmac } from 'node:crypto'
import type { Link } from '../../shared/identity/index.ts'
import { typed } from '../../shared/web/form.ts'
import { phoneCookie } from '../../shared/web/cookies.ts'
import type { PageRequest, Visitor } from '../../shared/web/request.ts'
import type { Actor } from '../../shared/workflow/types.ts'
import { identity } from './context.ts'
import { openCookie } from './cookies.ts'
import { factorsAt } from '../../shared/web/factors.ts'

/** The person whom a link addresses, known to be that person. */
export interface Addressee {
  readonly by: 'session' | 'phone' | 'code'
  readonly who: Pick<Visitor, 'id' | 'name' | 'grants'>
  readonly method: Actor['method']
  /** what this person's forms are bound to besides the link */
  readonly secret: string
  /** carried by forms where no cookie may be kept */
  readonly proof?: string
}

/** As whom somebody has come: as the addressee, signed in as another, or unknown. */
export type Standing = Addressee | { readonly by: 'other', readonly visitor: Visitor } | { readonly by: 'nobody' }

/** Finds out as whom somebody has come to a link. */
export async function standingOf(request: PageRequest, link: Link): Promise<Standing> {
  const { visitor, cookies, form, body } = request
  if (visitor) {
    if (visitor.id !== link.person) return { by: 'other', visitor }
    return { by: 'session', who: visitor, method: visitor.method, secret: visitor.csrf }
  }
  const factors = factorsAt(link.review, body.links)
  const trusted = cookies.get(phoneCookie)
  const phone = trusted !== undefined && factors.phone ? await identity.phones.read(trusted) : undefined
  if (trusted !== undefined && phone?.who.id === link.person) return { by: 'phone', who: phone.who, method: 'link', secret: trusted }
  if (!factors.code) return { by: 'nobody' }
  const proof = typed(form, 'proof') || cookies.get(openCookie(link.digest)) || ''
  const [opening, who] = proof === '' ? [] : await Promise.all([identity.opening(link, proof), identity.person(link.person)])
  if (!opening || !who || who.suspended !== undefined) return { by: 'nobody' }
  return { by: 'code', who, method: 'link', secret: proof, proof }
}

export function isAddressee(standing: Standing): standing is Addressee {
  return standing.by !== 'other' && standing.by !== 'nobody'
}

/** What the forms of a link carry so that only its own pages, opened by its person, can send them. */
export function formToken(token: string, secret: string): string {
  return createHmac('sha256', token).update(`form of\n${secret}`).digest('hex')
}
