import type { DynamoDBRecord } from 'aws-lambda'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DeliveryRules } from '../../../cdk/local/stream/deliver.ts'
import { deliver } from '../../../cdk/local/stream/deliver.ts'

const now = 1_800_000_000_000
const record = (name: string, ageMs = 0): DynamoDBRecord =>
  ({ dynamodb: { SequenceNumber: name, ApproximateCreationDateTime: (now - ageMs) / 1000 } })
const nameOf = (one: DynamoDBRecord): string => one.dynamodb?.SequenceNumber ?? ''

const rules: DeliveryRules = { retries: 2, maxRecordAgeMs: 60_000, bisect: true, reportsFailures: true }

/** Runs a delivery and tells which batches were tried and what was given up. */
async function run(
  records: readonly DynamoDBRecord[], answer: (names: string[], count: number) => unknown, given: Partial<DeliveryRules> = {},
): Promise<{ tried: string[], givenUp: string[], pauses: number }> {
  const tried: string[] = []
  const givenUp: string[] = []
  let pauses = 0
  await deliver(records, { ...rules, ...given }, {
    invoke: async (batch) => {
      tried.push(batch.map(nameOf).join(''))
      return answer(batch.map(nameOf), tried.length)
    },
    giveUp: (batch, condition, attempts) => {
      givenUp.push(`${batch.map(nameOf).join('')} ${condition} ${attempts}`)
    },
    pause: async () => { pauses += 1 },
    now: () => now,
  })
  return { tried, givenUp, pauses }
}

const batch = [...'abcd'].map((name) => record(name))
const fail = (): never => { throw new Error('no') }
const reported = (...names: (string | null)[]) => ({ batchItemFailures: names.map((itemIdentifier) => ({ itemIdentifier })) })

describe('delivery from a stream', () => {
  test.each([
    ['nothing', undefined], ['null', null], ['no list', {}], ['a null list', { batchItemFailures: null }],
    ['an empty list', reported()],
  ])('%s means that all were taken', async (_, answer) => {
    expect(await run(batch, () => answer)).toEqual({ tried: ['abcd'], givenUp: [], pauses: 0 })
  })

  test('is tried again from the lowest reported record on', async () => {
    const { tried } = await run(batch, (_, count) => count === 1 ? reported('d', 'c') : undefined)
    expect(tried).toEqual(['abcd', 'cd'])
  })

  test.each([
    ['an unknown name', reported('z')], ['an empty name', reported('')], ['a null name', reported(null)],
    ['no list at all', { batchItemFailures: 'x' }],
  ])('%s among the reported means that the whole batch failed', async (_, answer) => {
    const { tried } = await run(batch, (_names, count) => count === 1 ? answer : undefined, { bisect: false })
    expect(tried).toEqual(['abcd', 'abcd'])
  })

  test('what is reported counts only where the mapping says so', async () => {
    const { tried } = await run(batch, () => reported('a'), { reportsFailures: false })
    expect(tried).toEqual(['abcd'])
  })

  test('a batch that failed as a whole is cut in two until the bad record stands alone', async () => {
    const { tried, givenUp } = await run(batch, (names) => names.includes('c') ? fail() : undefined)
    expect(tried).toEqual(['abcd', 'ab', 'cd', 'c', 'c', 'c', 'd'])
    expect(givenUp).toEqual(['c RetryAttemptsExhausted 3'])
  })

  test('without bisect the whole batch is tried so often and then given up', async () => {
    const { tried, givenUp, pauses } = await run(batch, fail, { bisect: false })
    expect(tried).toEqual(['abcd', 'abcd', 'abcd'])
    expect(givenUp).toEqual(['abcd RetryAttemptsExhausted 3'])
    expect(pauses).toBe(2)
  })

  test('a record that is too old is given up without being tried', async () => {
    const { tried, givenUp } = await run([record('o', 60_001), record('n')], () => undefined)
    expect(tried).toEqual(['n'])
    expect(givenUp).toEqual(['o RecordAgeExceeded 0'])
  })

  test('every record is taken or given up exactly once, in order, whatever fails', async () => {
    await fc.assert(fc.asyncProperty(
      fc.uniqueArray(fc.constantFrom(...'abcdefghij'), { minLength: 1 }), fc.array(fc.nat(3), { maxLength: 60 }), fc.boolean(),
      async (names, choices, bisect) => {
        const taken: string[] = []
        let at = 0
        const { givenUp } = await run(names.map((name) => record(name)), (tried) => {
          const choice = choices[at++] ?? 0
          if (choice === 1) return fail()
          const from = choice === 2 ? Math.floor(tried.length / 2) : tried.length
          taken.push(...tried.slice(0, from))
          return from < tried.length ? reported(tried[from] ?? null) : undefined
        }, { bisect })
        const lost = givenUp.flatMap((line) => [...line.split(' ')[0] ?? ''])
        expect([...taken, ...lost].toSorted()).toEqual(names.toSorted())
        expect(taken).toEqual(names.filter((name) => !lost.includes(name)))
      },
    ), { numRuns: 200 })
  })
})
