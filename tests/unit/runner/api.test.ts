import type { AddressInfo } from 'node:net'
import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { httpApi } from '../../../cdk/local/http/api.ts'
import { InvocationError } from '../../../cdk/local/lambda/environment.ts'

test.each([
  ['timeout', 503, 'Service Unavailable'], ['handler', 500, 'Internal Server Error'], ['died', 500, 'Internal Server Error'],
] as const)('an invocation that ends by %s is answered %i', async (reason, status, message) => {
  const server = createServer(httpApi([{ routeKey: 'GET /', functionId: 'F' }], async () => {
    throw new InvocationError(reason, 'x')
  }, () => 0))
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const { port }: AddressInfo = Object(server.address())
  const response = await fetch(`http://127.0.0.1:${port}/`)
  expect([response.status, await response.json()]).toEqual([status, { message }])
  server.close()
})
