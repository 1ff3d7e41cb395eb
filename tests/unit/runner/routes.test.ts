import { describe, expect, test } from 'vitest'
import { chooseRoute } from '../../../cdk/local/http/routes.ts'

const keys = [
  'GET /', 'GET /items', 'GET /items/{id}', 'POST /items/{id}', 'GET /items/new', 'ANY /items/{id}', 'GET /files/{proxy+}',
  'ANY /{proxy+}', 'GET /items/{id}/history/{seq}',
]
const routes = keys.map((routeKey) => ({ routeKey }))

describe('the route that an HTTP API chooses', () => {
  test.each([
    ['GET', '/', 'GET /', {}],
    ['GET', '/items', 'GET /items', {}],
    ['GET', '/items/01A', 'GET /items/{id}', { id: '01A' }],
    ['POST', '/items/01A', 'POST /items/{id}', { id: '01A' }],
    ['DELETE', '/items/01A', 'ANY /items/{id}', { id: '01A' }],
    ['GET', '/items/new', 'GET /items/new', {}],
    ['POST', '/items/new', 'POST /items/{id}', { id: 'new' }],
    ['GET', '/items/01A/history/7', 'GET /items/{id}/history/{seq}', { id: '01A', seq: '7' }],
    ['GET', '/files/a/b.txt', 'GET /files/{proxy+}', { proxy: 'a/b.txt' }],
    ['PUT', '/files/a/b.txt', 'ANY /{proxy+}', { proxy: 'files/a/b.txt' }],
    ['GET', '/items/', 'ANY /{proxy+}', { proxy: 'items/' }],
  ])('%s %s goes to %s', (method, path, routeKey, pathParameters) => {
    expect(chooseRoute(routes, method, path)).toEqual({ route: { routeKey }, pathParameters })
  })

  test('is $default where no other takes the request, whatever their order', () => {
    const some = [{ routeKey: '$default' }, { routeKey: 'GET /items' }]
    expect(chooseRoute(some, 'GET', '/items')?.route.routeKey).toBe('GET /items')
    expect(chooseRoute(some, 'POST', '/items')?.route.routeKey).toBe('$default')
  })

  test('is none where there is no $default', () => {
    expect(chooseRoute([{ routeKey: 'GET /items' }], 'GET', '/items/')).toBeUndefined()
    expect(chooseRoute([{ routeKey: 'GET /items' }], 'HEAD', '/items')).toBeUndefined()
    expect(chooseRoute([{ routeKey: 'GET /a/{proxy+}' }], 'GET', '/a/')).toBeUndefined()
  })
})
