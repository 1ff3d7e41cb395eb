import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BadCursor, cursorOf, startOf } from '../../../shared/record/cursor.ts'
import { canonical, hashOf, seal } from '../../../shared/record/event.ts'
import { failureOf } from '../../../shared/record/failures.ts'
import { absentIn, itemOf, rowOf } from '../../../shared/record/rows.ts'
import { fromWire, fromWireRow, toWire, toWireRow } from '../../../shared/record/wire.ts'
import { trail } from './trail.ts'

describe('the table’s form of a value', () => {
  test('gives back whatever JSON can hold', () => {
    fc.assert(fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const plain: unknown = JSON.parse(JSON.stringify(value))
      expect(fromWire(toWire(plain))).toEqual(plain)
    }))
  })

  test('leaves out what is undefined, as JSON does', () => {
    expect(toWireRow({ a: undefined, b: { c: undefined } })).toEqual({ b: { M: {} } })
  })

  test.each([undefined, Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 1, Symbol('x'), [undefined]])('refuses %s', (value) => {
    expect(() => toWire(value)).toThrow(TypeError)
  })

  test('refuses what this room never writes', () => {
    expect(() => fromWire({ SS: ['a'] })).toThrow(TypeError)
    expect(() => fromWireRow({ a: { B: new Uint8Array() } })).toThrow(TypeError)
  })
})

describe('the row of an item', () => {
  const { item } = trail()

  test('gives back the item', () => {
    expect(itemOf(fromWireRow(toWireRow(rowOf(item))))).toEqual(item)
  })

  test('stands in the queue of its unit and round, in the list of who saved it, and among what is due only if it is', () => {
    expect(rowOf(item)).toMatchObject({ queue: 'u#approval', enteredAtId: `${item.enteredAt}#I`, mine: 'editor', mineAt: `${item.updatedAt}#I` })
    expect(rowOf(item)).not.toHaveProperty('due')
    const { report: _, ...unscreened } = item
    expect(rowOf(unscreened)).toMatchObject({ due: expect.stringMatching(/^due#[0-3]$/), dueAtId: `${item.enteredAt}#I` })
    expect(rowOf({ ...item, round: 'none' })).toHaveProperty('queue', 'u#none')
  })

  test('names deciders and those for whom they decided', () => {
    const [first, ...rest] = item.decisions
    if (!first) throw new Error('No decision')
    expect(rowOf({ ...item, decisions: [{ ...first, onBehalfOf: 'principal' }, ...rest] })['deciders']).toEqual(['first', 'principal', 'screening'])
  })

  test('has to lose whatever the item has lost', () => {
    const absent = absentIn(rowOf(item))
    expect(absent).toEqual(expect.arrayContaining(['due', 'dueAtId', 'releaseAt', 'takeDown', 'portalPending', 'changeNote']))
    expect(absent).not.toContain('report')
    expect(absent.filter((name) => Object.hasOwn(item, name))).toEqual([])
  })

  test('is refused where it is no item', () => {
    expect(() => itemOf({ id: 'x' })).toThrow(TypeError)
  })
})

describe('a sealed event', () => {
  test('is stored as the bytes that its hash covers', () => {
    const { event, sealed } = seal({ chain: 'item#x', seq: 1, b: '二', a: [1] })
    expect(sealed.text).toBe(`{"a":[1],"b":"二","chain":"item#x","salt":"${event.salt}","seq":1,"v":1}`)
    expect(sealed.hash).toBe(hashOf(sealed.text))
    expect(event.hash).toBe(sealed.hash)
  })

  test('has a salt of its own, so that its hash cannot be guessed', () => {
    const [one, other] = [seal({ chain: 'c', seq: 1 }), seal({ chain: 'c', seq: 1 })]
    expect(one.event.salt).toHaveLength(43)
    expect(one.sealed.hash).not.toBe(other.sealed.hash)
  })

  test('has the hash that the format says: SHA-256 over the domain and the bytes', () => {
    // printf 'sanshen/event/v1\n{}' | sha256sum
    expect(hashOf('{}')).toBe('5b38ad690f520b79d5f2020b6181fbfe28031848230e47ac8899ff09bc23bbeb')
  })

  test('holds nothing that JSON cannot', () => {
    expect(() => canonical(undefined)).toThrow(TypeError)
  })
})

describe('a cursor', () => {
  test('leads where it came from', () => {
    const key = { id: { S: 'A' }, queue: { S: 'u#screening' }, seq: { N: '3' } }
    expect(startOf(cursorOf(key))).toEqual(key)
    expect(cursorOf(undefined)).toBeUndefined()
    expect(startOf(undefined)).toBeUndefined()
  })

  test.each(['', 'x', 'bnVsbA', Buffer.from('{"id":{"S":"x"}}').toString('base64url'), Buffer.from(`{"id":"${'x'.repeat(301)}"}`).toString('base64url')])(
    'that nobody gave is refused: %#', (cursor) => {
      expect(() => startOf(cursor)).toThrow(BadCursor)
    })
})

describe('a failed transaction', () => {
  const error = (name: string, more: object = {}): Error => Object.assign(new Error(name), { name }, more)
  const cancelled = (...codes: string[]): Error => error('TransactionCanceledException', { CancellationReasons: codes.map((Code) => ({ Code })) })
  const status = (httpStatusCode: number): object => ({ $metadata: { httpStatusCode } })

  test.each([
    [cancelled('None', 'ConditionalCheckFailed', 'ConditionalCheckFailed'), { kind: 'failed', at: [1, 2] }],
    [cancelled('ConditionalCheckFailed', 'TransactionConflict'), { kind: 'failed', at: [0] }],
    [cancelled('TransactionConflict', 'None'), { kind: 'conflict' }],
    [cancelled('None', 'ThrottlingError'), { kind: 'conflict' }],
    [error('ThrottlingException', status(400)), { kind: 'conflict' }],
    [error('TransactionInProgressException', status(400)), { kind: 'unknown' }],
    [error('InternalServerError', status(500)), { kind: 'unknown' }],
    [error('TimeoutError'), { kind: 'unknown' }],
    [error('ECONNRESET', { $metadata: {} }), { kind: 'unknown' }],
  ])('%# %s tells what to do', (failure, expected) => {
    expect(failureOf(failure)).toEqual(expected)
  })

  test.each([
    error('ValidationException', status(400)), error('AccessDeniedException', status(400)), cancelled('ValidationError'), 'no error',
  ])('%s is thrown on: trying again would change nothing', (failure) => {
    expect(() => failureOf(failure)).toThrow(failure instanceof Error ? failure.message : 'no error')
  })
})
