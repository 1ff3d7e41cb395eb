import { describe, expect, test } from 'vitest'
import { canonical, hashOf, itemChain } from '../../../shared/record/event.ts'
import { judge } from '../../../shared/record/verify.ts'
import type { Row } from '../../../shared/record/wire.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { digest, trail } from './trail.ts'

const { rows, item } = trail()
const LAST = rows.length

type Event = Record<string, unknown>

const eventIn = (row: Row | undefined): Event => JSON.parse(String(row?.['text']))
/** The rows with one of them changed. */
const withRow = (seq: number, change: (row: Row) => Row): Row[] => rows.map((row) => row['seq'] === seq ? change(row) : row)
/** A row whose event says something else; its hash is made new, as somebody would who covers it up. */
const rewritten = (row: Row, change: (event: Event) => Event): Row => {
  const text = canonical(change(eventIn(row)))
  return { ...row, text, hash: hashOf(text) }
}
/** Rows from one on, each made anew to follow on the one before: a forger who rewrites the rest of the chain. */
function forged(seq: number, change: (event: Event) => Event): { rows: Row[], head: string } {
  const made: Row[] = []
  for (const row of rows) {
    const prev = made.at(-1)?.['hash']
    if (Number(row['seq']) < seq) made.push(row)
    else made.push(rewritten(row, (event) => ({ ...(row['seq'] === seq ? change(event) : event), ...(prev !== undefined && { prev }) })))
  }
  return { rows: made, head: String(made.at(-1)?.['hash']) }
}

test('a trail as it was written is whole, and so is one without an item', () => {
  expect(judge('I', rows, item)).toEqual({ ok: true, events: LAST })
  expect(judge('I', [], undefined)).toEqual({ ok: true, events: 0 })
})

describe('the first bad event is named', () => {
  const every = rows.map((_, index) => index + 1)

  test.each(every)('where a field of event %i is changed', (seq) => {
    const changed = withRow(seq, (row) => ({ ...row, text: String(row['text']).replace('"channel":"page"', '"channel":"api"') }))
    expect(judge('I', changed, item)).toEqual({ ok: false, seq, problem: 'hash' })
  })

  test.each(every)('where event %i is changed and its hash made new', (seq) => {
    const changed = withRow(seq, (row) => rewritten(row, (event) => ({ ...event, channel: 'api' })))
    const next = seq === LAST ? { seq, problem: 'row' } : { seq: seq + 1, problem: 'prev' }
    expect(judge('I', changed, item)).toEqual({ ok: false, ...next })
  })

  test.each(every)('where event %i is removed', (seq) => {
    expect(judge('I', rows.filter((row) => row['seq'] !== seq), item)).toEqual({ ok: false, seq, problem: 'missing' })
  })

  test('where all are removed', () => {
    expect(judge('I', [], item)).toEqual({ ok: false, seq: 1, problem: 'missing' })
  })

  test.each(every.slice(1))('where event %i is swapped with the one before', (seq) => {
    const [one, other] = [rows[seq - 2], rows[seq - 1]]
    const swapped = rows.map((row) => row === one ? { ...other, seq: seq - 1 } : row === other ? { ...one, seq } : row)
    expect(judge('I', swapped, item)).toEqual({ ok: false, seq: seq - 1, problem: 'place' })
  })

  test.each(every)('where one is inserted before event %i', (seq) => {
    const inserted = [...rows.slice(0, seq - 1), { ...rows[seq - 1] }, ...rows.slice(seq - 1)].map((row, index) => ({ ...row, seq: index + 1 }))
    expect(judge('I', inserted, item)).toEqual({ ok: false, seq: seq + 1, problem: 'place' })
  })

  test('where one is added that the item does not know', () => {
    const added = rewritten({ ...rows[LAST - 1], seq: LAST + 1 }, (event) => ({ ...event, seq: LAST + 1, prev: item.head }))
    expect(judge('I', [...rows, added], item)).toEqual({ ok: false, seq: LAST + 1, problem: 'extra' })
    expect(judge('I', rows, undefined)).toEqual({ ok: false, seq: 1, problem: 'extra' })
  })

  test('where it belongs to another item', () => {
    const foreign = withRow(3, (row) => rewritten(row, (event) => ({ ...event, chain: itemChain('J') })))
    expect(judge('I', foreign, item)).toEqual({ ok: false, seq: 3, problem: 'place' })
  })

  test('where it is no event', () => {
    const text = '"nothing"'
    expect(judge('I', withRow(2, (row) => ({ ...row, text, hash: hashOf(text) })), item)).toEqual({ ok: false, seq: 2, problem: 'unreadable' })
  })

  test('where it is earlier than the one before, though the chain was forged to its end', () => {
    const { rows: made, head } = forged(4, (event) => ({ ...event, at: '2026-01-01T00:00:00.000Z' }))
    expect(judge('I', made, { ...item, head })).toEqual({ ok: false, seq: 4, problem: 'order' })
  })

  test('where it says what cannot have happened, though the chain was forged to its end', () => {
    const { rows: made, head } = forged(5, (event) => ({ ...event, from: { round: 'approval', presence: 'never' } }))
    expect(judge('I', made, { ...item, head })).toEqual({ ok: false, seq: 5, problem: 'replay' })
  })

  test('where it cannot be read back, though the chain was forged to its end', () => {
    const { rows: made, head } = forged(2, (event) => ({ ...event, data: {} }))
    expect(judge('I', made, { ...item, head })).toEqual({ ok: false, seq: 2, problem: 'replay' })
  })

  test.each(['person', 'at', 'month'])('where it would not be found by its %s', (name) => {
    expect(judge('I', withRow(4, (row) => ({ ...row, [name]: 'x' })), item)).toEqual({ ok: false, seq: 4, problem: 'index' })
  })
})

describe('a row that is not what its trail leads to', () => {
  const changes: Partial<Item>[] = [
    { round: 'approved' }, { presence: 'live' }, { revision: digest('9') }, { head: digest('9') }, { contributors: [] },
    { decisions: [] }, { title: '别的' }, { releaseAt: '2027-01-01T00:00:00.000Z' }, { portalPending: true }, { editor: 'first' },
    { updatedAt: '2026-11-24T09:00:00.000Z' }, { report: undefined },
  ]
  test.each(changes)('is found: %o', (change) => {
    expect(judge('I', rows, { ...item, ...change })).toEqual({ ok: false, seq: LAST, problem: 'row' })
  })

  test('is found though the whole chain was forged to fit it but for one field', () => {
    const { rows: made, head } = forged(1, (event) => ({ ...event, actor: { ...Object(event['actor']), person: 'other' } }))
    const fitting = made.map((row) => ({ ...row, person: Object(eventIn(row)['actor']).person }))
    expect(judge('I', fitting, { ...item, head })).toEqual({ ok: false, seq: LAST, problem: 'row' })
  })
})
