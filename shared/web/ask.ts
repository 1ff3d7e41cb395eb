import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import type { BodySettings } from '../names.ts'
import { localPath, readCookies } from './cookies.ts'
import { emptyForm } from './form.ts'
import type { PageRequest } from './request.ts'
import type { Lang } from './words.ts'
import { LANGS, sayIn } from './words.ts'

/** Reads a gateway event (payload 2.0), where absent parts may be missing or null. The form is read later. */
export function ask(event: APIGatewayProxyEventV2, body: BodySettings): PageRequest {
  // The raw query: the gateway's own reading joins repeated values with a comma.
  const query = new URLSearchParams(event.rawQueryString ?? '')
  const cookies = readCookies(event.cookies)
  const lang = langOf(query.get('lang')) ?? langOf(cookies.get('lang')) ?? 'zh'
  return {
    method: event.requestContext.http.method,
    path: localPath(event.rawPath),
    params: Object.fromEntries(Object.entries(event.pathParameters ?? {}).map(([name, value]) => [name, value ?? ''])),
    query, cookies, form: emptyForm, lang, say: sayIn(lang), body,
    large: (query.get('size') ?? cookies.get('size')) === 'large',
    requestId: event.requestContext.requestId, source: event.requestContext.http.sourceIp,
  }
}

function langOf(text: string | null | undefined): Lang | undefined {
  return LANGS.find((lang) => lang === text)
}
