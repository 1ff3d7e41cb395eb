import { Logger } from '@aws-lambda-powertools/logger'
import type { MiddyfiedHandler } from '@middy/core'
import middleware from '@middy/core'
import httpHeaderNormalizer from '@middy/http-header-normalizer'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { BodySettings } from '../names.ts'
import { answer } from './answer.ts'
import { isForeign, isToken } from './csrf.ts'
import { WebError } from './errors.ts'
import type { Form } from './form.ts'
import { emptyForm, FormError, readForm, typed } from './form.ts'
import { keptReply } from './kept.ts'
import { errorReply } from './problem-page.ts'
import { ask } from './ask.ts'
import type { PageRequest, Reply, SignedRequest, Visitor } from './request.ts'
import { hasRole } from './request.ts'
import type { PagesOf, Route } from './routes.ts'
import { address, routes } from './routes.ts'
import { securityHeaders } from './security.ts'
import { sessionCookie } from './cookies.ts'

export type Page = (request: PageRequest) => Promise<Reply>

export interface AppOptions<F extends Route['function']> {
  readonly function: F
  /** one page for each route of the function, which answers HEAD too where that has a route */
  readonly pages: Readonly<Record<PagesOf<F>, Page>>
  readonly body: BodySettings
  /** origin of the console, as configured */
  readonly origin: string
  /** origin of the sign-in provider, where a form's answer may lead there */
  readonly issuer?: string
  /** the addresses of its pages are secrets: no other site learns them, and no page quotes its own */
  readonly secretAddresses?: true
  /** address of the portal, for pages of readers: they lead there and not into the console */
  readonly portal?: string
  /** who holds this session token now, or nobody */
  readonly visitor: (token: string) => Promise<Visitor | undefined>
}

type Handler = MiddyfiedHandler<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>

/** A page for people who have signed in. */
export function signed(page: (request: SignedRequest) => Promise<Reply>): Page {
  return async (request) => {
    const { visitor } = request
    if (!visitor) throw new WebError('sign_in_needed')
    return page({ ...request, visitor })
  }
}

/** Makes a function's handler out of its pages: finds the route, reads the form, lets in whom the route lets in. */
export function app<F extends Route['function']>(options: AppOptions<F>): Handler {
  const logger = new Logger({ serviceName: options.function })
  const headers = { ...securityHeaders(options.issuer), ...(options.secretAddresses && { 'referrer-policy': 'no-referrer' }) }
  const pages: ReadonlyMap<string, Page> = new Map(Object.entries<Page>(options.pages))
  const serve = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    let request: PageRequest = { ...ask(event, options.body), ...(options.portal !== undefined && { portal: options.portal }), ...(options.secretAddresses && { secretAddress: true }) }
    try {
      const route = routeOf(event, options.function)
      const page = pages.get(route.id.replace(/\.head$/u, ''))
      if (!page) throw new WebError('not_found')
      const token = request.cookies.get(sessionCookie)
      const visitor = token ? await options.visitor(token) : undefined
      const form = route.method === 'POST' ? await formOf(event) : emptyForm
      request = { ...request, form, ...(visitor && { visitor }) }
      const turnedAway = atTheDoor(event, request, route, options)
      return answer(request, turnedAway ?? await page(request), headers)
    } catch (error) {
      const known = error instanceof WebError ? error : new WebError('failed')
      // The stack's places only: a message may quote what a person typed.
      if (known !== error) logger.error('failed', { requestId: request.requestId, route: event.routeKey, ...traceOf(error) })
      // Nothing that somebody has typed is lost with an error.
      const reply = request.form.texts.size > 0 ? keptReply(request, known) : errorReply(request, known)
      // An address that leads nowhere may be a secret one that was not copied whole.
      return answer(request, reply, reply.kind === 'page' && reply.status === 404 ? { ...headers, 'referrer-policy': 'no-referrer' } : headers)
    }
  }
  return middleware<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(httpHeaderNormalizer())
    .handler(serve)
}

function routeOf(event: APIGatewayProxyEventV2, name: Route['function']): Route {
  const found = routes.find((one) => `${one.method} ${one.path}` === event.routeKey && one.function === name)
  if (!found) throw new WebError('not_found')
  return found
}

/** The answer for somebody who may not come in; undefined for everybody else. */
function atTheDoor(event: APIGatewayProxyEventV2, request: PageRequest, route: Route, options: Pick<AppOptions<Route['function']>, 'origin' | 'secretAddresses'>): Reply | undefined {
  const posted = route.method === 'POST'
  if (posted && isForeign(event.headers, options.origin, options.secretAddresses)) return keptReply(request, new WebError('foreign_origin'))
  if (route.who === 'anyone') return undefined
  if (!request.visitor) {
    if (posted) return keptReply(request, new WebError('sign_in_needed'))
    const returnTo = event.rawPath + (event.rawQueryString ? `?${event.rawQueryString}` : '')
    return { kind: 'go', to: `${address('sign_in')}?${new URLSearchParams({ returnTo })}` }
  }
  if (posted && !isToken(typed(request.form, 'csrf'), request.visitor.csrf)) return keptReply(request, new WebError('no_token'))
  if (route.who !== 'signed_in' && !hasRole(request.visitor, route.who)) throw new WebError('not_your_role')
  return undefined
}

async function formOf(event: APIGatewayProxyEventV2): Promise<Form> {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8')
  try {
    return await readForm(bytes, event.headers['content-type'])
  } catch (error) {
    if (error instanceof FormError) throw new WebError(error.code)
    throw error
  }
}

function traceOf(error: unknown): { error: string, stack: readonly string[] } {
  if (!(error instanceof Error)) return { error: typeof error, stack: [] }
  return { error: error.name, stack: (error.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line)).slice(0, 12) }
}
