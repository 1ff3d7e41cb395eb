import { attachmentAddress } from '../../shared/web/attachment-file.ts'
import { WebError } from '../../shared/web/errors.ts'
import type { PageRequest, Reply } from '../../shared/web/request.ts'
import { address } from '../../shared/web/routes.ts'
import { isSealed } from '../../shared/workflow/seal.ts'
import { now } from '../../shared/now.ts'
import { askedBy } from './asked.ts'
import { files, record } from './context.ts'
import { linkCookie } from './cookies.ts'
import { isAddressee } from './standing.ts'

/** Brings somebody who went to sign in back to the link that they came by: the browser kept it. */
export async function back({ cookies, params }: PageRequest): Promise<Reply> {
  const token = cookies.get(linkCookie(params['link'] ?? ''))
  return { kind: 'go', to: token === undefined || !/^[\w-]{43}$/u.test(token) ? address('home') : address('link', { token }) }
}

/** Leads the person whom a link addresses to an attachment of what they are to decide on. @throws WebError not_found for anybody else */
export async function file(request: PageRequest): Promise<Reply> {
  const { cookies, params } = request
  const token = cookies.get(linkCookie(params['link'] ?? ''))
  const asked = token === undefined ? undefined : await askedBy(request, token)
  if (!asked || asked.state !== 'valid' || !isAddressee(asked.standing)) throw new WebError('not_found')
  const { item, link } = asked
  if (isSealed(item, link.revision, await record.trail(item.id), now().toISOString())) throw new WebError('sealed')
  const { attachments } = await record.content(link.revision)
  const number = params['number'] ?? ''
  const one = /^[1-9]\d?$/u.test(number) ? attachments[Number(number) - 1] : undefined
  if (!one) throw new WebError('not_found')
  return { kind: 'go', to: await attachmentAddress(record, files, one) }
}
