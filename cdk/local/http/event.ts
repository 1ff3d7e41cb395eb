import type { APIGatewayProxyEventV2 } from 'aws-lambda'

/** A request as it came over the wire. */
export interface RawRequest {
  readonly method: string
  /** Path and query, still encoded. */
  readonly url: string
  /** Names and values in turn, as Node gives them. */
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
  readonly sourceIp: string
}

export interface EventContext {
  readonly routeKey: string
  readonly pathParameters: Readonly<Record<string, string>>
  readonly requestId: string
  readonly accountId: string
  readonly apiId: string
  /** Milliseconds since 1970. */
  readonly now: number
}

const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'te', 'trailer', 'expect'])

/**
 * The event that an HTTP API hands to a function, payload format 2.0, with its habits: the path decoded, the query
 * string not; header names in small letters, repeated ones joined; cookies apart; a body that is not plain text in
 * base64, and form posts too.
 *
 * @throws URIError where the path is not valid percent-encoding (the gateway answers 400)
 */
export function toEvent(request: RawRequest, context: EventContext): APIGatewayProxyEventV2 {
  const { path, query } = splitUrl(request.url)
  const { headers, cookies } = foldHeaders(request.rawHeaders)
  const queryStringParameters = foldQuery(query)
  const isBase64Encoded = request.body.length > 0 && !isText(headers['content-type'])
  const host = headers['host'] ?? 'localhost'
  const rawPath = decodePath(path)
  return {
    version: '2.0',
    routeKey: context.routeKey,
    rawPath,
    rawQueryString: query,
    ...(cookies.length > 0 && { cookies }),
    headers: {
      ...headers,
      'x-forwarded-for': request.sourceIp,
      'x-forwarded-port': host.split(':')[1] ?? '80',
      'x-forwarded-proto': 'http',
    },
    ...(queryStringParameters && { queryStringParameters }),
    requestContext: {
      accountId: context.accountId,
      apiId: context.apiId,
      domainName: host,
      domainPrefix: host.split('.')[0] ?? host,
      http: {
        method: request.method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: context.requestId,
      routeKey: context.routeKey,
      stage: '$default',
      time: clfTime(context.now),
      timeEpoch: context.now,
    },
    ...(Object.keys(context.pathParameters).length > 0 && { pathParameters: { ...context.pathParameters } }),
    ...(request.body.length > 0 && { body: request.body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  }
}

/** The path as a route sees it: decoded, and cut where decoding brought a question mark to light. */
export function decodePath(path: string): string {
  return decodeURIComponent(path).split('?')[0] ?? ''
}

/** Path and query of a request target, both still encoded; the query without its question mark. */
export function splitUrl(url: string): { path: string, query: string } {
  const at = url.indexOf('?')
  return at < 0 ? { path: url, query: '' } : { path: url.slice(0, at), query: url.slice(at + 1) }
}

function foldHeaders(raw: readonly string[]): { headers: Record<string, string>, cookies: string[] } {
  const headers: Record<string, string> = {}
  const cookies: string[] = []
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at]?.toLowerCase() ?? ''
    const value = raw[at + 1] ?? ''
    if (hopByHop.has(name)) continue
    if (name === 'cookie') cookies.push(...value.split(';').map((one) => one.trim()).filter(Boolean))
    else headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`
  }
  return { headers, cookies }
}

function foldQuery(query: string): Record<string, string> | undefined {
  if (query === '') return undefined
  const folded: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(query)) {
    folded[name] = folded[name] === undefined ? value : `${folded[name]},${value}`
  }
  return folded
}

function isText(contentType: string | undefined): boolean {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  return type.startsWith('text/') || /^application\/(json|xml|javascript)$/.test(type)
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

function clfTime(epoch: number): string {
  const iso = new Date(epoch).toISOString()
  return `${iso.slice(8, 10)}/${months[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`
}
