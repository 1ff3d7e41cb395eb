/** What goes back over the wire. */
export interface RawResponse {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Buffer
}

/** The gateway's own answers, which a function never sees. */
export const gatewayAnswers = {
  badRequest: message(400, 'Bad Request'),
  notFound: message(404, 'Not Found'),
  tooLarge: message(413, 'Request Entity Too Large'),
  failed: message(500, 'Internal Server Error'),
  timedOut: message(503, 'Service Unavailable'),
} as const

/** What Lambda carries at most in one answer, and so what a page may weigh. */
const mostBytes = 6 * 1024 * 1024

// The gateway measures and frames the answer itself.
const reserved = new Set(['content-length', 'connection', 'transfer-encoding'])

/**
 * What an HTTP API makes of a function's result, payload format 2.0. A result without `statusCode` is sent as JSON
 * with status 200; one that the gateway cannot read becomes its own error.
 *
 * @param result as Lambda's JSON carried it
 */
export function toResponse(result: unknown): RawResponse {
  if (JSON.stringify(result)?.length > mostBytes) return gatewayAnswers.failed
  if (!isRecord(result) || result['statusCode'] === undefined) {
    const body = typeof result === 'string' ? result : JSON.stringify(result ?? null)
    return { status: 200, headers: [['content-type', 'application/json']], body: Buffer.from(body) }
  }
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = result
  const status = Number(statusCode)
  if (!Number.isInteger(status) || status < 100 || status > 599) return gatewayAnswers.failed
  if (typeof body !== 'string' || !isRecord(headers) || !Array.isArray(cookies)) return gatewayAnswers.failed
  const sent: [string, string][] = Object.entries(headers)
    .map(([name, value]): [string, string] => [name.toLowerCase(), String(value)])
    .filter(([name]) => !reserved.has(name))
  if (!sent.some(([name]) => name === 'content-type')) sent.push(['content-type', 'text/plain;charset=UTF-8'])
  return {
    status,
    headers: [...sent, ...cookies.map((cookie): [string, string] => ['set-cookie', String(cookie)])],
    body: Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8'),
  }
}

function message(status: number, text: string): RawResponse {
  return {
    status, headers: [['content-type', 'application/json']], body: Buffer.from(JSON.stringify({ message: text })),
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
