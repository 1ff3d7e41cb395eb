import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { env } from '../../shared/names.ts'
import type { FaultOrder } from '../../cdk/local/gate/faults.ts'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import type { Order } from './fixture/sdk.ts'
import { dataFolder, synthesizeFixture } from './fixture.ts'

let local: Local

beforeAll(async () => {
  local = await startLocal({ dir: dataFolder(), template: synthesizeFixture() })
})

afterAll(async () => {
  await local?.stop()
})

afterEach(() => {
  local.gate.lift()
  local.gate.resetUsage()
})

type Result = Record<string, any>

/** Has the function make these calls, one after another. */
async function order(...orders: Order[]): Promise<Result[]> {
  const response = await fetch(`${local.console}/do`, { method: 'POST', body: JSON.stringify(orders) })
  if (response.status !== 200) throw new Error(`status ${response.status}`)
  const results: Result[] = JSON.parse(await response.text())
  return results
}

const named = (variable: string): string => local.environment[variable] ?? ''
const dynamodb = (command: string, input: object): Order =>
  ({ service: 'dynamodb', command, input: { TableName: named(env.itemsTable), ...input } })
const s3 = (command: string, input: object): Order =>
  ({ service: 's3', command, input: { Bucket: named(env.recordBucket), ...input } })
const put = (id: string, more: object = {}, rest: object = {}): Order =>
  dynamodb('PutItem', { Item: { id: { S: id }, ...more }, ...rest })
const get = (id: string): Order => dynamodb('GetItem', { Key: { id: { S: id } }, ConsistentRead: true })
const transact = (...TransactItems: object[]): Order =>
  ({ service: 'dynamodb', command: 'TransactWriteItems', input: { TransactItems } })
const usage = () => local.gate.usage()['console'] ?? { calls: {}, readUnits: 0, writeUnits: 0 }

describe('the meter', () => {
  test('counts calls and units per function, by the documented formula', async () => {
    await order(
      put('m1', { text: { S: 'x'.repeat(2500) } }), get('m1'), get('m1'),
      dynamodb('GetItem', { Key: { id: { S: 'm1' } } }),
    )
    expect(usage()).toEqual({
      calls: { 'dynamodb.PutItem': 1, 'dynamodb.GetItem': 3 }, writeUnits: 3, readUnits: 1 + 1 + 0.5,
    })
  })

  test('counts indexes, and a transaction twice', async () => {
    const Item = { id: { S: 'm2' }, queue: { S: 'u#x' }, enteredAtId: { S: '1' }, text: { S: 'x'.repeat(2500) } }
    await order(transact({ Put: { TableName: named(env.itemsTable), Item } }))
    expect(usage()).toEqual({ calls: { 'dynamodb.TransactWriteItems': 1 }, writeUnits: 2 * (3 + 1), readUnits: 0 })
  })

  test('counts objects', async () => {
    await order(s3('PutObject', { Key: 'revisions/a', Body: 'x' }), s3('GetObject', { Key: 'revisions/a' }))
    expect(usage().calls).toEqual({ 's3.PutObject': 1, 's3.GetObject': 1 })
  })

  test('does not let a function see capacity that it did not ask for', async () => {
    const [without, asked] = await order(put('m3'), put('m3', {}, { ReturnConsumedCapacity: 'TOTAL' }))
    expect(without).not.toHaveProperty('ConsumedCapacity')
    expect(asked).toHaveProperty('ConsumedCapacity.CapacityUnits', 1)
  })

  test('can be read and set to zero from outside', async () => {
    await order(get('m4'))
    const url = `${local.gate.endpoint}/_gate/usage`
    const read: Result = JSON.parse(await (await fetch(url)).text())
    expect(read['console'].calls).toEqual({ 'dynamodb.GetItem': 1 })
    await fetch(url, { method: 'DELETE' })
    expect(local.gate.usage()).toEqual({})
  })
})

describe('rights', () => {
  test('a function does what its role grants and no more', async () => {
    const [update, remove, scan, list] = await order(
      dynamodb('UpdateItem', {
        TableName: named(env.eventsTable), Key: { chain: { S: 'c' }, seq: { N: '1' } },
        UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': { S: 'x' } },
      }),
      dynamodb('DeleteItem', { TableName: named(env.eventsTable), Key: { chain: { S: 'c' }, seq: { N: '1' } } }),
      dynamodb('Scan', {}),
      s3('PutObject', { Key: 'elsewhere/a', Body: 'x' }),
    )
    for (const denied of [update, remove, scan]) expect(denied?.['error']).toBe('AccessDeniedException')
    expect(list?.['error']).toBe('AccessDenied')
  })

  test('a transaction is refused whole where one part is not granted', async () => {
    const [refused, kept] = await order(
      transact(
        { Put: { TableName: named(env.itemsTable), Item: { id: { S: 'r1' } } } },
        { Delete: { TableName: named(env.eventsTable), Key: { chain: { S: 'c' }, seq: { N: '1' } } } },
      ),
      get('r1'),
    )
    expect(refused?.['message']).toContain('dynamodb:DeleteItem')
    expect(kept).not.toHaveProperty('Item')
  })

  test('PartiQL is granted to nobody', async () => {
    const [refused] = await order({
      service: 'dynamodb', command: 'ExecuteStatement', input: { Statement: `DELETE FROM "${named(env.eventsTable)}" WHERE chain = 'c'` },
    })
    expect(refused?.['error']).toBe('AccessDeniedException')
  })

  test('what the runner does not know of S3 is refused, not half done', async () => {
    const [parts, tags] = await order(
      s3('CreateMultipartUpload', { Key: 'reports/parts' }),
      s3('PutObjectTagging', { Key: 'reports/a', Tagging: { TagSet: [] } }),
    )
    expect([parts?.['error'], tags?.['error']]).toEqual(['NotImplemented', 'NotImplemented'])
  })

  test('nothing is deleted from the record', async () => {
    const [, removed, still] = await order(
      s3('PutObject', { Key: 'revisions/kept', Body: 'x' }), s3('DeleteObject', { Key: 'revisions/kept' }),
      s3('GetObject', { Key: 'revisions/kept' }),
    )
    expect(removed?.['error']).toBe('AccessDenied')
    expect(still?.['Body']).toBe('x')
  })
})

describe('queues', () => {
  const to = (): string => named(env.undeliveredQueue)

  test('take no message of a function that has no right to them', async () => {
    const [refused] = await order({ service: 'sqs', command: 'SendMessage', input: { QueueUrl: to(), MessageBody: '{}' } })
    expect(refused?.['error']).toBe('AccessDeniedException')
    expect(refused?.['message']).toContain('sqs:SendMessage')
    expect(local.undelivered('notify')).not.toContainEqual({})
  })

  test('take what is sent, at the SDK’s second attempt where they are busy, and know nothing else', async () => {
    const client = new SQSClient({
      region: 'cn-north-1', endpoint: local.gate.endpoint, credentials: { accessKeyId: 'OUTSIDE', secretAccessKey: 'local' },
    })
    local.gate.order({ kind: 'throttle', service: 'sqs' })
    const sent = await client.send(new SendMessageCommand({ QueueUrl: to(), MessageBody: '{"notice":"一"}' }))
    expect([sent.$metadata.attempts, typeof sent.MessageId]).toEqual([2, 'string'])
    // What the stream gives up of this function lies there too, sooner or later.
    expect(JSON.stringify(local.undelivered('notify')).split('{"notice":"一"}')).toHaveLength(2)
    await expect(client.send(new ReceiveMessageCommand({ QueueUrl: to() }))).rejects.toThrow('does not know ReceiveMessage')
    client.destroy()
  })
})

describe('objects', () => {
  test('If-None-Match lets the first writer win', async () => {
    const write = (Body: string): Order => s3('PutObject', { Key: 'revisions/once', Body, IfNoneMatch: '*' })
    const [first, second, read] = await order(write('1'), write('2'), s3('GetObject', { Key: 'revisions/once' }))
    expect(first).toHaveProperty('ETag')
    expect(second).toMatchObject({ error: 'PreconditionFailed', status: 412 })
    expect(read?.['Body']).toBe('1')
  })

  test('of many writers at once exactly one wins', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, async (_, at) =>
      (await order(s3('PutObject', { Key: 'revisions/race', Body: `${at}`, IfNoneMatch: '*' })))[0]))
    expect(results.filter((result) => result?.['error'] === undefined)).toHaveLength(1)
    expect(results.filter((result) => result?.['error'] === 'PreconditionFailed')).toHaveLength(7)
  })

  test('If-Match lets only who has seen the present object write', async () => {
    const key = { Key: 'reports/page' }
    const [{ ETag } = {}] = await order(s3('PutObject', { ...key, Body: '1' }))
    const [changed, stale, absent] = await order(
      s3('PutObject', { ...key, Body: '2', IfMatch: ETag }), s3('PutObject', { ...key, Body: '3', IfMatch: ETag }),
      s3('PutObject', { Key: 'reports/none', Body: 'x', IfMatch: ETag }),
    )
    expect(changed).toHaveProperty('ETag')
    expect(stale).toMatchObject({ error: 'PreconditionFailed', status: 412 })
    expect(absent).toMatchObject({ error: 'NoSuchKey', status: 404 })
  })

  test('a versioned bucket keeps every version', async () => {
    const key = { Key: 'reports/versions' }
    const [one, two] = await order(s3('PutObject', { ...key, Body: '1' }), s3('PutObject', { ...key, Body: '2' }))
    const [old, present] = await order(
      s3('GetObject', { ...key, VersionId: one?.['VersionId'] }), s3('GetObject', key))
    expect([old?.['Body'], present?.['Body']]).toEqual(['1', '2'])
    const versions = await local.gate.versions(named(env.recordBucket), key.Key)
    expect(versions.map(({ versionId }) => versionId)).toEqual([one?.['VersionId'], two?.['VersionId']])
    expect(versions.map(({ body }) => body?.toString())).toEqual(['1', '2'])
  })

  test('bytes come back as they went in, with their headers', async () => {
    const Body = '信息公开'.repeat(100_000)
    const [, read] = await order(
      s3('PutObject', { Key: 'reports/big', Body, ContentType: 'application/json', CacheControl: 'no-cache', Metadata: { a: 'b' } }),
      s3('GetObject', { Key: 'reports/big' }),
    )
    expect(read).toMatchObject({ Body, ContentType: 'application/json', CacheControl: 'no-cache', Metadata: { a: 'b' } })
  })

  test('what is absent is NoSuchKey', async () => {
    const [read, head] = await order(s3('GetObject', { Key: 'reports/absent' }), s3('HeadObject', { Key: 'reports/absent' }))
    expect(read).toMatchObject({ error: 'NoSuchKey', status: 404 })
    expect(head).toMatchObject({ error: 'NotFound', status: 404 })
  })
})

describe('faults on order', () => {
  const ordered = (fault: FaultOrder): void => local.gate.order({ function: 'console', ...fault })

  test('a conflict cancels the transaction with its reason, and nothing is written', async () => {
    ordered({ kind: 'conflict', times: 3 })
    const Item = { id: { S: 'f1' } }
    const [refused, read] = await order(
      transact(
        { Put: { TableName: named(env.itemsTable), Item } },
        { ConditionCheck: { TableName: named(env.accessTable), Key: { pk: { S: 'a' }, sk: { S: 'b' } }, ConditionExpression: 'attribute_not_exists(pk)' } },
      ),
      get('f1'),
    )
    expect(refused).toMatchObject({
      error: 'TransactionCanceledException', reasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
    })
    expect(read).not.toHaveProperty('Item')
  })

  test('a lost answer: the write is there, though the SDK had to ask again', async () => {
    ordered({ kind: 'lost_answer', operation: 'PutItem' })
    const [again] = await order(put('f2', {}, { ConditionExpression: 'attribute_not_exists(id)' }))
    expect(again?.['error']).toBe('ConditionalCheckFailedException')
    expect((await order(get('f2')))[0]).toHaveProperty('Item')
    expect(local.gate.pendingFaults).toEqual([])
  })

  test('a throttled call goes through on the SDK’s next attempt', async () => {
    ordered({ kind: 'throttle', times: 2 })
    const [written, stored] = await order(put('f3'), s3('PutObject', { Key: 'reports/f3', Body: 'x' }))
    expect(written).not.toHaveProperty('error')
    expect(stored).not.toHaveProperty('error')
    expect(usage().calls['dynamodb.PutItem']).toBe(3)
  })

  test('death between two calls: the first is done, the second never happens, the caller gets an error', async () => {
    ordered({ kind: 'death', after: 1 })
    await expect(order(put('f4'), put('f5'))).rejects.toThrow('status 500')
    const [first, second] = await order(get('f4'), get('f5'))
    expect(first).toHaveProperty('Item')
    expect(second).not.toHaveProperty('Item')
  })

  test('while indexes lag, a query shows the past and a read of the item the present', async () => {
    const entry = (id: string, queue: string): Order =>
      put(id, { queue: { S: queue }, enteredAtId: { S: id } })
    const waiting = (queue: string): Order => dynamodb('Query', {
      IndexName: 'queue', KeyConditionExpression: '#q = :q', ExpressionAttributeNames: { '#q': 'queue' },
      ExpressionAttributeValues: { ':q': { S: queue } },
    })
    const ids = (result: Result | undefined): string[] => (result?.['Items'] ?? []).map((item: Result) => item['id'].S)

    await order(entry('q1', 'u#first'), entry('q2', 'u#first'))
    ordered({ kind: 'index_lag' })
    await order(entry('q1', 'u#second'), entry('q3', 'u#first'))
    const [first, second, item] = await order(waiting('u#first'), waiting('u#second'), get('q1'))
    expect(ids(first)).toEqual(['q1', 'q2'])
    expect(ids(second)).toEqual([])
    expect(item?.['Item'].queue.S).toBe('u#second')

    local.gate.lift('index_lag')
    const [after, moved] = await order(waiting('u#first'), waiting('u#second'))
    expect(ids(after)).toEqual(['q2', 'q3'])
    expect(ids(moved)).toEqual(['q1'])
  })

  test('hit the function that they name and no other', async () => {
    local.gate.order({ kind: 'throttle', function: 'audit', times: 9 })
    const [read] = await order(get('f6'))
    expect(read).not.toHaveProperty('error')
    expect(local.gate.pendingFaults).toHaveLength(1)
  })

  test('can be given from outside', async () => {
    const url = `${local.gate.endpoint}/_gate/faults`
    await fetch(url, { method: 'POST', body: JSON.stringify({ kind: 'throttle', operation: 'GetItem', times: 2 }) })
    expect(local.gate.pendingFaults).toHaveLength(1)
    await order(get('f7'))
    expect(usage().calls['dynamodb.GetItem']).toBe(3)
    await fetch(url, { method: 'POST', body: JSON.stringify({ kind: 'throttle', operation: 'Query' }) })
    await fetch(url, { method: 'DELETE' })
    expect(local.gate.pendingFaults).toEqual([])
  })
})

describe('a form post from a browser', () => {
  const policy = (conditions: unknown[], expiration = '2099-01-01T00:00:00Z'): string =>
    Buffer.from(JSON.stringify({ expiration, conditions })).toString('base64')
  const post = async (fields: Record<string, string>, file: string, origin?: string): Promise<Response> => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    form.set('file', new Blob([file]), 'a.pdf')
    return fetch(`${local.gate.endpoint}/${named(env.recordBucket)}`, {
      method: 'POST', body: form, headers: origin ? { origin } : {},
    })
  }
  const conditions = [['starts-with', '$key', 'attachments/'], ['content-length-range', 1, 10], { 'Content-Type': 'application/pdf' }]
  const fields = { key: 'attachments/a', 'Content-Type': 'application/pdf', policy: policy(conditions) }

  test('stores what its policy allows, as one more version, and lets the console’s pages read the answer', async () => {
    const response = await post(fields, '信息', local.console)
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe(local.console)
    const [read] = await order(s3('GetObject', { Key: 'attachments/a' }))
    expect(read).toMatchObject({ Body: '信息', ContentType: 'application/pdf' })
    expect(await local.gate.versions(named(env.recordBucket), 'attachments/a')).toHaveLength(1)
  })

  test.each([
    ['another place', { ...fields, key: 'revisions/a' }, 'x'],
    ['too much', fields, 'x'.repeat(11)],
    ['another type', { ...fields, 'Content-Type': 'text/html' }, 'x'],
    ['what came too late', { ...fields, policy: policy(conditions, '2020-01-01T00:00:00Z') }, 'x'],
    ['what has no policy', { key: 'attachments/b' }, 'x'],
  ])('refuses %s', async (_, given, file) => {
    const response = await post(given, file)
    expect(response.status).toBe(403)
    expect(await response.text()).toContain('AccessDenied')
  })

  test('from elsewhere the answer stays unread', async () => {
    const response = await post({ ...fields, key: 'attachments/c' }, 'x', 'http://elsewhere.example')
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})
