import { describe, expect, test } from 'vitest'
import { accessKeyFrom, accessKeyOf } from '../../../cdk/local/gate/caller.ts'
import { needsOf, tablesOf, unitsOf } from '../../../cdk/local/gate/dynamodb.ts'
import type { Call, FaultOrder } from '../../../cdk/local/gate/faults.ts'
import { Faults } from '../../../cdk/local/gate/faults.ts'
import { matchesQuery } from '../../../cdk/local/gate/lag.ts'
import { allows, denialsOn } from '../../../cdk/local/gate/policy.ts'
import { arn as arnOf } from '../../../cdk/local/plan.ts'
import { itemSize, readUnits, writeUnits } from '../../../cdk/local/gate/units.ts'

describe('request units', () => {
  test.each([
    [{ id: { S: 'abc' } }, 5],
    [{ id: { S: '信息' } }, 8],
    [{ n: { N: '12345' } }, 1 + 4],
    [{ n: { N: '-0.5' } }, 1 + 3],
    [{ n: { N: '1000' } }, 1 + 2],
    [{ b: { BOOL: true }, c: { NULL: true } }, 4],
    [{ l: { L: [{ S: 'ab' }, { N: '1' }] } }, 1 + 3 + (1 + 2) + (1 + 2)],
    [{ m: { M: { k: { S: 'v' } } } }, 1 + 3 + (1 + 1 + 1)],
    [{ s: { SS: ['a', 'bc'] } }, 4],
    [{ b: { B: 'AAEC' } }, 4],
  ])('%j is %i bytes', (item, bytes) => {
    expect(itemSize(item)).toBe(bytes)
  })

  test.each([[1, 1], [1024, 1], [1025, 2], [2560, 3]])('a write of %i bytes costs %i, twice that in a transaction', (bytes, units) => {
    expect(writeUnits(bytes)).toBe(units)
    expect(writeUnits(bytes, true)).toBe(units * 2)
  })

  test.each([[0, 1], [4096, 1], [4097, 2]])('a strong read of %i bytes costs %i', (bytes, units) => {
    expect(readUnits(bytes, 'strong')).toBe(units)
    expect(readUnits(bytes, 'eventual')).toBe(units / 2)
    expect(readUnits(bytes, 'transaction')).toBe(units * 2)
  })

  test('a transaction costs half of what the emulator reports', () => {
    const answer = { ConsumedCapacity: [{ CapacityUnits: 16 }, { CapacityUnits: 4 }] }
    expect(unitsOf('TransactWriteItems', {}, 200, answer)).toEqual({ readUnits: 0, writeUnits: 10 })
  })

  test('a refused write costs what it would have cost', () => {
    const Item = { id: { S: 'x'.repeat(1500) } }
    const refused = { __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException' }
    expect(unitsOf('PutItem', { TableName: 'T', Item }, 400, refused)).toEqual({ readUnits: 0, writeUnits: 2 })
    expect(unitsOf('PutItem', { TableName: 'T', Item }, 400, { __type: '#ValidationException' }).writeUnits).toBe(0)
  })
})

describe('what a call needs', () => {
  const transaction = {
    TransactItems: [
      { Update: { TableName: 'Items' } }, { Put: { TableName: 'Events' } }, { ConditionCheck: { TableName: 'Access' } },
    ],
  }

  test('a transaction needs the right of each part', () => {
    expect(needsOf('TransactWriteItems', transaction).map(({ action, resource }) => `${action} ${resource.split('/')[1]}`))
      .toEqual(['dynamodb:UpdateItem Items', 'dynamodb:PutItem Events', 'dynamodb:ConditionCheckItem Access'])
    expect(tablesOf('TransactWriteItems', transaction)).toEqual(['Items', 'Events', 'Access'])
  })

  test('a query on an index needs the right on that index', () => {
    const [need] = needsOf('Query', { TableName: 'Items', IndexName: 'queue' })
    expect(need?.resource).toMatch(/:table\/Items\/index\/queue$/)
  })

  const arn = 'arn:aws-cn:dynamodb:cn-north-1:000000000000:table/Items'
  test.each([
    ['grants what it names', [{ effect: 'Allow', actions: ['dynamodb:GetItem'], resources: [arn] }], true],
    ['grants nothing on another table', [{ effect: 'Allow', actions: ['dynamodb:GetItem'], resources: [`${arn}2`] }], false],
    ['grants by pattern', [{ effect: 'Allow', actions: ['dynamodb:Get*'], resources: ['arn:aws-cn:dynamodb:*:table/*'] }], true],
    ['grants nothing by default', [], false],
    ['denies before it grants', [
      { effect: 'Allow', actions: ['*'], resources: ['*'] }, { effect: 'Deny', actions: ['dynamodb:GetItem'], resources: ['*'] },
    ], false],
  ] as const)('a policy %s', (_, statements, allowed) => {
    expect(allows(statements, 'dynamodb:GetItem', arn)).toBe(allowed)
  })
})

describe('what a resource denies to everybody', () => {
  const deny = (...actions: string[]) => ({ effect: 'Deny' as const, actions, resources: ['*'] })
  const tables = [{ name: 'Events', policies: [deny('dynamodb:UpdateItem')] }, { name: 'Items', policies: [] }]
  const buckets = [{ name: 'record', policies: [deny('s3:DeleteObject'), { effect: 'Allow' as const, actions: ['s3:*'], resources: ['*'] }] }]
  const everything = [{ effect: 'Allow' as const, actions: ['*'], resources: ['*'] }]
  const allowed = (action: string, service: string, name: string): boolean => {
    const resource = arnOf(service, name)
    return allows([...everything, ...denialsOn(resource, tables, buckets)], action, resource)
  }

  test.each([
    ['dynamodb:UpdateItem', 'dynamodb', 'table/Events', false], ['dynamodb:PutItem', 'dynamodb', 'table/Events', true],
    ['dynamodb:UpdateItem', 'dynamodb', 'table/Items', true], ['s3:DeleteObject', 's3', 'record/revisions/a', false],
    ['s3:PutObject', 's3', 'record/revisions/a', true], ['s3:DeleteObject', 's3', 'portal/a', true],
  ])('%s on %s %s is allowed: %s', (action, service, name, expected) => {
    expect(allowed(action, service, name)).toBe(expected)
  })
})

describe('who calls', () => {
  test('is told by the access key of the header or of a presigned query', () => {
    const key = accessKeyOf('console-2')
    expect(key).toMatch(/^[A-Z0-9]+$/)
    const authorization = `AWS4-HMAC-SHA256 Credential=${key}/20261124/cn-north-1/s3/aws4_request, SignedHeaders=host, Signature=0`
    expect(accessKeyFrom({ authorization }, '')).toBe(key)
    expect(accessKeyFrom({}, `X-Amz-Credential=${key}%2F20261124%2Fcn-north-1%2Fs3%2Faws4_request`)).toBe(key)
    expect(accessKeyFrom({}, '')).toBeUndefined()
  })
})

describe('orders of faults', () => {
  const call: Call = { function: 'console', service: 'dynamodb', operation: 'TransactWriteItems', resources: ['Items'] }
  const strikes = (order: FaultOrder, calls: Call[]): (string | undefined)[] => {
    const faults = new Faults()
    faults.order(order)
    return calls.map((one) => faults.strike(one))
  }

  test('hit once unless told otherwise', () => {
    expect(strikes({ kind: 'throttle' }, [call, call])).toEqual(['throttle', undefined])
    expect(strikes({ kind: 'throttle', times: 2 }, [call, call, call])).toEqual(['throttle', 'throttle', undefined])
  })

  test('let so many calls pass first', () => {
    expect(strikes({ kind: 'death', after: 2 }, [call, call, call])).toEqual([undefined, undefined, 'death'])
  })

  test.each([
    ['function', { kind: 'throttle', function: 'audit' }], ['service', { kind: 'throttle', service: 's3' }],
    ['operation', { kind: 'throttle', operation: 'Query' }], ['resource', { kind: 'throttle', resource: 'Events' }],
  ] as const)('do not hit a call of another %s', (_, order) => {
    expect(strikes(order, [call])).toEqual([undefined])
  })

  test('a conflict hits only what can conflict', () => {
    expect(strikes({ kind: 'conflict' }, [{ ...call, operation: 'Query' }, call])).toEqual([undefined, 'conflict'])
  })

  test('stand until they are carried out or lifted', () => {
    const faults = new Faults()
    faults.order({ kind: 'throttle' })
    faults.order({ kind: 'index_lag' })
    expect(faults.pending).toHaveLength(1)
    expect(faults.lags(call)).toBe(true)
    faults.lift('index_lag')
    expect(faults.lags(call)).toBe(false)
    faults.lift()
    expect(faults.pending).toEqual([])
  })
})

describe('a key condition', () => {
  const item = { queue: { S: 'u#first' }, enteredAtId: { S: '2026-11-24#01' }, seq: { N: '10' } }
  const query = (KeyConditionExpression: string, values: Record<string, { S: string } | { N: string }>) => ({
    KeyConditionExpression, ExpressionAttributeNames: { '#q': 'queue', '#e': 'enteredAtId' },
    ExpressionAttributeValues: values,
  })
  test.each([
    [query('#q = :q', { ':q': { S: 'u#first' } }), true],
    [query('#q = :q', { ':q': { S: 'u#second' } }), false],
    [query('queue=:q', { ':q': { S: 'u#first' } }), true],
    [query('#q = :q AND #e < :e', { ':q': { S: 'u#first' }, ':e': { S: '2026-11-25' } }), true],
    [query('(#q = :q) AND (#e > :e)', { ':q': { S: 'u#first' }, ':e': { S: '2026-11-25' } }), false],
    [query('#q = :q AND begins_with(#e, :e)', { ':q': { S: 'u#first' }, ':e': { S: '2026-11' } }), true],
    [query('#q = :q AND #e BETWEEN :a AND :b', { ':q': { S: 'u#first' }, ':a': { S: '2026' }, ':b': { S: '2027' } }), true],
    [query('#q = :q AND seq >= :n', { ':q': { S: 'u#first' }, ':n': { N: '9' } }), true],
    [query('#q = :q AND seq BETWEEN :a AND :b', { ':q': { S: 'u#first' }, ':a': { N: '11' }, ':b': { N: '12' } }), false],
  ])('%j matches: %s', (given, expected) => {
    expect(matchesQuery(given, item)).toBe(expected)
  })
})
