import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { setCookie } from './cookies.ts'
import { WebError } from './errors.ts'
import { render } from './html.ts'
import { layout } from './layout.ts'
import { errorReply } from './problem-page.ts'
import type { PageRequest, Reply, Script } from './request.ts'
import { policyOf, withFormTo } from './security.ts'

const aYear = 31_536_000
// The gateway carries 6 MB of JSON; beyond that the answer would be its own bare error.
const mostBytes = 5_500_000

/** Makes a page's reply into what the gateway sends. */
export function answer(request: PageRequest, reply: Reply, headers: Readonly<Record<string, string>>): APIGatewayProxyStructuredResultV2 {
  if (reply.kind === 'script') return scriptAnswer(reply, headers)
  const cookies = [...preferenceCookies(request), ...('cookies' in reply ? reply.cookies ?? [] : [])]
  if (reply.kind === 'go') {
    return { statusCode: 303, headers: { ...headers, location: reply.to, 'cache-control': 'no-store' }, cookies, body: '' }
  }
  if (reply.kind === 'file') {
    return {
      statusCode: 200, body: reply.text, cookies,
      headers: {
        ...headers, 'content-type': reply.type,
        'cache-control': reply.forGood ? `public, max-age=${aYear}, immutable` : 'no-store',
        ...(reply.name !== undefined && { 'content-disposition': asAttachment(reply.name) }),
      },
    }
  }
  if (reply.kind === 'bytes') {
    return {
      statusCode: 200, body: Buffer.from(reply.bytes).toString('base64'), isBase64Encoded: true, cookies,
      headers: { ...headers, 'content-type': reply.type, 'cache-control': 'no-store', 'content-disposition': asAttachment(reply.name) },
    }
  }
  const body = request.method === 'HEAD' ? '' : render(layout(request, reply))
  if (Buffer.byteLength(JSON.stringify(body)) > mostBytes) return answer(request, errorReply(request, new WebError('too_large')), headers)
  return {
    statusCode: reply.status ?? 200, body, cookies,
    headers: { ...headers, ...(reply.script !== undefined && policyOf('page with a script', headers)), ...(reply.formTo !== undefined && withFormTo(reply.formTo, headers)), 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  }
}

function asAttachment(name: string): string {
  return `attachment; filename*=UTF-8''${encodeURIComponent(name)}`
}

function scriptAnswer({ gzipped, kept }: Script, headers: Readonly<Record<string, string>>): APIGatewayProxyStructuredResultV2 {
  const keep = { 'by anybody': `public, max-age=${aYear}, immutable`, 'by this person': `private, max-age=${aYear}, immutable`, 'not at all': 'no-store' }
  return {
    statusCode: 200, body: Buffer.from(gzipped).toString('base64'), isBase64Encoded: true,
    headers: {
      ...headers, ...policyOf('worker', headers), 'content-type': 'text/javascript; charset=utf-8', 'content-encoding': 'gzip', 'cache-control': keep[kept],
    },
  }
}

function preferenceCookies(request: PageRequest): string[] {
  if (request.method !== 'GET') return []
  return [
    ...(request.query.has('lang') ? [setCookie('lang', request.lang, aYear)] : []),
    ...(request.query.has('size') ? [setCookie('size', request.large ? 'large' : 'normal', aYear)] : []),
  ]
}
