import type { RequestListener } from 'node:http'
import { forward } from './gate/forward.ts'

const headers = {
  'content-security-policy': [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const

/** Kept from what the bucket answers; the rest is S3's own. */
const passed = ['content-type', 'cache-control', 'content-disposition', 'content-encoding', 'content-language', 'etag',
  'last-modified', 'content-range', 'accept-ranges'] as const

/**
 * What a CDN in front of the portal bucket would do: serve each object with the content type that it was stored with
 * and with the security headers that S3 cannot send. `/` is `index.html`; there are no other index documents.
 *
 * @param s3 origin of the object store
 */
export function portalServer(s3: string, bucket: string): RequestListener {
  return (request, response) => {
    const method = request.method ?? 'GET'
    if (method !== 'GET' && method !== 'HEAD') {
      response.writeHead(405, { ...headers, allow: 'GET, HEAD' }).end()
      return
    }
    // Through URL, so that dots cannot climb out of the bucket.
    const { pathname } = new URL(request.url ?? '/', 'http://portal')
    const key = pathname === '/' ? '/index.html' : pathname
    const conditions = Object.fromEntries(['if-none-match', 'if-modified-since', 'range'].flatMap((name) => {
      const value = request.headers[name]
      return value === undefined ? [] : [[name, value]]
    }))
    forward(s3, `/${bucket}${key}`, method, { host: '127.0.0.1', ...conditions }, Buffer.alloc(0)).then((answer) => {
      if (answer.status >= 400) {
        response.writeHead(answer.status === 416 ? 416 : 404, { ...headers, 'content-type': 'text/plain; charset=utf-8' })
        response.end('没有这个页面')
        return
      }
      const kept = Object.fromEntries(passed.flatMap((name) => {
        const value = answer.headers[name]
        return value === undefined ? [] : [[name, value]]
      }))
      response.writeHead(answer.status, { ...kept, ...headers }).end(method === 'HEAD' ? undefined : answer.body)
    }).catch(() => response.writeHead(502, headers).end())
  }
}
