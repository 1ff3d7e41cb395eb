import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { env } from '../../shared/names.ts'
import { Pool } from '../../cdk/local/lambda/pool.ts'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import { dataFolder, synthesizeFixture } from './fixture.ts'

let local: Local
let dynamodb: DynamoDBClient
let s3: S3Client
const template = synthesizeFixture()
const dir = dataFolder()

beforeAll(async () => {
  local = await startLocal({ dir, template })
  const { AWS_REGION: region = '', AWS_ENDPOINT_URL_DYNAMODB: endpoint = '' } = local.environment
  const credentials = { accessKeyId: 'TEST', secretAccessKey: 'TEST' }
  dynamodb = new DynamoDBClient({ region, endpoint, credentials })
  s3 = new S3Client({ region, endpoint, credentials, requestChecksumCalculation: 'WHEN_REQUIRED' })
})

afterAll(async () => {
  dynamodb?.destroy()
  s3?.destroy()
  await local?.stop()
})

const named = (variable: string): string => local.environment[variable] ?? ''
const put = async (item: Record<string, string>): Promise<void> => {
  await dynamodb.send(new PutItemCommand({
    TableName: named(env.itemsTable),
    Item: Object.fromEntries(Object.entries(item).map(([name, value]) => [name, { S: value }])),
  }))
}

interface Seen { readonly eventName: string, readonly id: string, readonly view: string, readonly hasOldImage: boolean }

/** What the screening function has logged, batch by batch. */
const batches = (): Seen[][] => local.log('screen').split('\n').filter((line) => line.startsWith('{"records"'))
  .map((line): { records: Seen[] } => JSON.parse(line)).map(({ records }) => records)

describe('the API', () => {
  test('hands the request to the function as the gateway would', async () => {
    const response = await fetch(`${local.console}/items/${encodeURIComponent('信息')}?q=1&q=2`, {
      headers: { cookie: '__Host-s=1; t=2', 'x-one': 'a' },
    })
    const { event }: { event: Record<string, any> } = JSON.parse(await response.text())
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(event).toMatchObject({
      version: '2.0', routeKey: 'GET /items/{id}', rawPath: '/items/信息', pathParameters: { id: '信息' },
      rawQueryString: 'q=1&q=2', queryStringParameters: { q: '1,2' }, cookies: ['__Host-s=1', 't=2'],
    })
    expect(event['headers']).toMatchObject({ host: new URL(local.console).host, 'x-one': 'a' })
  })

  test('carries a form in base64', async () => {
    const response = await fetch(`${local.console}/items/1`, { method: 'POST', body: new URLSearchParams({ 意见: '同意' }) })
    const { event, body }: { event: Record<string, any>, body: string } = JSON.parse(await response.text())
    expect(event['isBase64Encoded']).toBe(true)
    expect(new URLSearchParams(body).get('意见')).toBe('同意')
  })

  test('sends each cookie in a header of its own', async () => {
    const response = await fetch(`${local.console}/cookies`, { redirect: 'manual' })
    expect(response.status).toBe(303)
    expect(response.headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2'])
  })

  test.each([
    ['GET', '/nowhere', 404, 'Not Found'], ['DELETE', '/items/1', 404, 'Not Found'], ['GET', '/items/1/', 404, 'Not Found'],
    ['GET', '/items/%E4%BF', 400, 'Bad Request'], ['GET', '/throw', 500, 'Internal Server Error'],
    ['GET', '/exit', 500, 'Internal Server Error'],
  ])('%s %s is answered %i', async (method, path, status, message) => {
    const response = await fetch(local.console + path, { method })
    expect(response.status).toBe(status)
    expect(await response.json()).toEqual({ message })
  })

  test('a function that ended is replaced', async () => {
    await fetch(`${local.console}/exit`)
    expect((await fetch(`${local.console}/items/1`)).status).toBe(200)
  })

  test('what the function throws is in its log and nowhere else', async () => {
    const text = await (await fetch(`${local.console}/throw`)).text()
    expect(text).not.toContain('thrown by the fixture')
    expect(local.log('console')).toContain('thrown by the fixture')
  })

  test('refuses more than Lambda would take', async () => {
    const response = await fetch(`${local.console}/items/1`, { method: 'POST', body: Buffer.alloc(5 * 1024 * 1024) })
    expect(response.status).toBe(413)
  })

  test('serves many at once, each environment one at a time', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, async () =>
      (await fetch(`${local.console}/slow?ms=50`)).status))
    expect(answers).toEqual(Array.from({ length: 12 }, () => 200))
  })

})

describe('a function that runs too long', () => {
  test('is ended, and the next invocation finds a new one', async () => {
    const plan = local.plan.functions.find(({ name }) => name === 'auth')
    if (!plan) throw new Error('No plan of auth')
    const pool = new Pool({
      plan: { ...plan, timeoutMs: 500 }, most: 1, variables: () => ({}), log: () => {}, shiftMs: () => 0, started: () => {},
    })
    const hanging = pool.invoke({ rawPath: '/hang' })
    const waiting = pool.invoke({ rawPath: '/items/1' })
    await expect(hanging).rejects.toMatchObject({ name: 'InvocationError', reason: 'timeout' })
    await expect(waiting).resolves.toMatchObject({ statusCode: 200 })
    expect(pool.running).toBe(0)
    await pool.stop()
  })
})

describe('the environment of a function', () => {
  test('has the variables of the template and none of this process', async () => {
    process.env['SECRET_OF_THE_HOST'] = 'x'
    const variables: Record<string, string> = JSON.parse(await (await fetch(`${local.console}/environment`)).text())
    expect(variables).toMatchObject({
      [env.consoleOrigin]: local.console, [env.portalOrigin]: local.portal, AWS_REGION: 'cn-north-1',
      [env.checksums]: 'WHEN_REQUIRED',
    })
    expect(variables).not.toHaveProperty('SECRET_OF_THE_HOST')
    expect(variables).not.toHaveProperty('PATH')
    expect(variables).not.toHaveProperty(env.portalBucket)
    expect(JSON.parse(variables[env.body] ?? '{}').name).toBe('临江县公安局交通管理大队')
  })
})

describe('the stream', () => {
  test('brings new images to the function, in order', async () => {
    for (const at of ['1', '2', '3']) await put({ id: 'one', at })
    await local.settled()
    const seen = batches().flat().filter(({ id }) => id === 'one')
    expect(seen.map(({ eventName }) => eventName)).toEqual(['INSERT', 'MODIFY', 'MODIFY'])
    expect(seen.every(({ view, hasOldImage }) => view === 'NEW_IMAGE' && !hasOldImage)).toBe(true)
  })

  test('says nothing of a write that changes nothing', async () => {
    await put({ id: 'same', at: '1' })
    await put({ id: 'same', at: '1' })
    await local.settled()
    expect(batches().flat().filter(({ id }) => id === 'same')).toHaveLength(1)
  })

  test('never holds more than a batch of ten', async () => {
    await Promise.all(Array.from({ length: 25 }, (_, at) => put({ id: `many-${at}` })))
    await local.settled()
    expect(Math.max(...batches().map((batch) => batch.length))).toBeLessThanOrEqual(10)
    expect(new Set(batches().flat().map(({ id }) => id).filter((id) => id.startsWith('many-'))).size).toBe(25)
  })

  test('a record that is never taken ends in the queue, and what follows it is taken', async () => {
    await put({ id: 'bad', mood: 'report' })
    await put({ id: 'after' })
    await local.settled()
    const messages = local.undelivered('screen')
    expect(messages).toHaveLength(1)
    expect(messages[0]).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 6 }, DDBStreamBatchInfo: { batchSize: 1 },
    })
    expect(JSON.stringify(messages[0])).not.toContain('"bad"')
    expect(batches().flat().some(({ id }) => id === 'after')).toBe(true)
    expect(local.undelivered('publish')).toEqual([])
  })

  test('a function that throws gets the batch cut in two', async () => {
    await Promise.all(['t1', 't2', 't3'].map((id) => put({ id, ...(id === 't2' && { mood: 'throw' }) })))
    await local.settled()
    expect(batches().filter((batch) => batch.length === 1).flat().map(({ id }) => id)).toEqual(expect.arrayContaining(['t2']))
    expect(local.undelivered('screen')).toHaveLength(2)
  })
})

describe('the clock', () => {
  const said = (): { time: string, shift: string, source: string }[] => local.log('clock').split('\n')
    .filter((line) => line.startsWith('{"time"')).map((line): { time: string, shift: string, source: string } => JSON.parse(line))

  test('goes off with the time that it is told', async () => {
    await local.tick(Date.UTC(2027, 0, 4, 1, 30))
    expect(said().at(-1)).toEqual({ time: '2027-01-04T01:30:00Z', shift: '0', source: 'aws.events' })
  })

  test('can be shifted, for every function from its next invocation on', async () => {
    local.shiftClock(86_400_000)
    await local.tick()
    const last = said().at(-1)
    local.shiftClock(0)
    expect(last?.shift).toBe('86400000')
    expect(Date.parse(last?.time ?? '')).toBeGreaterThan(Date.now() + 86_000_000)
  })

  test('what fails for good ends in the queue', async () => {
    await local.tick(Date.UTC(1999, 0, 1))
    expect(local.undelivered('clock')).toEqual([expect.objectContaining({
      requestContext: expect.objectContaining({ condition: 'RetriesExhausted', approximateInvokeCount: 1 }),
    })])
  })
})

describe('the portal', () => {
  const store = async (Key: string, ContentType: string, Body: string): Promise<void> => {
    await s3.send(new PutObjectCommand({ Bucket: named(env.portalBucket), Key, ContentType, Body }))
  }

  test('serves what is stored, with its type and the headers of a CDN', async () => {
    await store('items/a.html', 'text/html; charset=utf-8', '<p>信息</p>')
    const response = await fetch(`${local.portal}/items/a.html`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await response.text()).toBe('<p>信息</p>')
  })

  test('has index.html at its root and no other index', async () => {
    await store('index.html', 'text/html', 'home')
    await store('items/index.html', 'text/html', 'list')
    expect(await (await fetch(`${local.portal}/`)).text()).toBe('home')
    expect((await fetch(`${local.portal}/items/`)).status).toBe(404)
  })

  test.each(['/none.html', '/items/../../x', '/%2e%2e/%2e%2e/etc/passwd', '/..%2f..%2fcomplete.json'])(
    'answers 404 to %s', async (path) => {
      const status = await new Promise((resolve, reject) => {
        const { hostname, port } = new URL(local.portal)
        httpRequest({ hostname, port, path }, (response) => resolve(response.resume().statusCode)).on('error', reject).end()
      })
      expect(status).toBe(404)
    })

  test('takes no writes', async () => {
    expect((await fetch(`${local.portal}/index.html`, { method: 'PUT', body: 'x' })).status).toBe(405)
  })

  test('answers 304 to who has it already', async () => {
    await store('b.css', 'text/css', 'b{}')
    const etag = (await fetch(`${local.portal}/b.css`)).headers.get('etag') ?? ''
    expect((await fetch(`${local.portal}/b.css`, { headers: { 'if-none-match': etag } })).status).toBe(304)
  })
})

describe('a restart', () => {
  test('keeps tables, objects and queues, and goes on reading the stream where it stopped', async () => {
    const before = { issuer: local.issuer, queue: local.undelivered('screen').length }
    await local.stop()
    local = await startLocal({ dir, template })
    dynamodb.destroy()
    const { AWS_REGION: region = '', AWS_ENDPOINT_URL_DYNAMODB: endpoint = '' } = local.environment
    dynamodb = new DynamoDBClient({ region, endpoint, credentials: { accessKeyId: 'TEST', secretAccessKey: 'TEST' } })
    await local.settled()
    expect(batches()).toEqual([])
    expect(local.undelivered('screen')).toHaveLength(before.queue)
    expect((await fetch(`${local.portal}/items/a.html`)).status).toBe(200)
    const found = await dynamodb.send(new QueryCommand({
      TableName: named(env.itemsTable), KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': { S: 'one' } },
    }))
    expect(found.Items).toHaveLength(1)
    await put({ id: 'after-restart' })
    await local.settled()
    expect(batches().flat().map(({ id }) => id)).toEqual(['after-restart'])
  })
})
