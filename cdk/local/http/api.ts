import { randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener } from 'node:http'
import { InvocationError } from '../lambda/environment.ts'
import type { RoutePlan } from '../plan.ts'
import { account } from '../plan.ts'
import { readBody } from './body.ts'
import { decodePath, splitUrl, toEvent } from './event.ts'
import type { RawResponse } from './response.ts'
import { gatewayAnswers, toResponse } from './response.ts'
import { chooseRoute } from './routes.ts'

/** What the gateway takes at most; Lambda's own limit is on the event, in which a body may be in base64. */
const mostBytes = Math.floor(6 * 1024 * 1024 * 3 / 4)

/** The HTTP API of the template: finds the route, makes the event, invokes, sends what came back. */
export function httpApi(
  routes: readonly RoutePlan[],
  invoke: (functionId: string, event: unknown) => Promise<unknown>,
  now: () => number,
): RequestListener {
  const answer = async (request: IncomingMessage): Promise<RawResponse> => {
    const method = request.method ?? 'GET'
    const url = request.url ?? '/'
    const body = await readBody(request, mostBytes)
    if (!body) return gatewayAnswers.tooLarge
    try {
      const match = chooseRoute(routes, method, decodePath(splitUrl(url).path))
      if (!match) return gatewayAnswers.notFound
      const event = toEvent(
        { method, url, rawHeaders: request.rawHeaders, body, sourceIp: request.socket.remoteAddress ?? '127.0.0.1' },
        {
          routeKey: match.route.routeKey, pathParameters: match.pathParameters, requestId: randomUUID(),
          accountId: account, apiId: 'local', now: now(),
        },
      )
      return toResponse(await invoke(match.route.functionId, event))
    } catch (error) {
      if (error instanceof URIError) return gatewayAnswers.badRequest
      if (error instanceof InvocationError && error.reason === 'timeout') return gatewayAnswers.timedOut
      if (error instanceof InvocationError) return gatewayAnswers.failed
      throw error
    }
  }
  return (request, response) => {
    answer(request).catch(() => gatewayAnswers.failed).then(({ status, headers, body }) => {
      const cookies = headers.filter(([name]) => name === 'set-cookie').map(([, value]) => value)
      response.statusCode = status
      for (const [name, value] of headers) if (name !== 'set-cookie') response.setHeader(name, value)
      if (cookies.length > 0) response.setHeader('set-cookie', cookies)
      response.end(request.method === 'HEAD' ? undefined : body)
    }).catch(() => response.destroy())
  }
}
