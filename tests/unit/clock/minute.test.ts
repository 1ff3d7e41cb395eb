import { describe, expect, test } from 'vitest'
import { seeToMinute } from '../../../functions/clock/minute.ts'
import type { ClockRecord, Minute } from '../../../functions/clock/minute.ts'
import { RecordBusy, RegisterMoved } from '../../../shared/record/index.ts'
import type { RegisterWrite } from '../../../shared/record/index.ts'
import { shippedEdition } from '../../../shared/stage/lexicon.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { trail } from '../record/trail.ts'

const at = new Date('2026-11-24T08:00:00Z')
const { item } = trail()
const items = (...ids: string[]): Item[] => ids.map((id) => ({ ...item, id }))

interface World {
  readonly due?: readonly Item[]
  /** what waits in the unit, all at one round */
  readonly waiting?: readonly Item[]
  readonly rescreened?: number
  readonly fails?: ReadonlyMap<string, Error>
  readonly time?: number
  readonly overtaken?: boolean
}

/** One minute in a world of lists. */
async function minute({ due = [], waiting = [], rescreened = 2, fails = new Map(), time = 100, overtaken = false }: World) {
  const seen: string[] = []
  const screened: string[] = []
  const failed: string[] = []
  const written: RegisterWrite[] = []
  let left = time
  const none = (): never => { throw new Error('Not part of this minute') }
  const record: ClockRecord = {
    activateEdition: async () => {
      if (overtaken) throw new RegisterMoved('edition')
      return false
    },
    activeLexicon: async () => ({ edition: overtaken ? 'lexicon@other' : shippedEdition(), version: 2 }),
    lexicon: none,
    texts: none,
    register: async () => ({ value: rescreened, version: 1 }),
    writeRegisters: async (writes) => { written.push(...writes) },
    due: async (_before, limit, after) => {
      const from = after === undefined ? 0 : Number(after)
      const page = due.slice(from, from + limit)
      return { items: page, ...(from + limit < due.length && { next: String(from + limit) }) }
    },
    queue: async (_unit, round) => ({ items: round === 'screening' ? waiting : [] }),
    content: async (digest) => {
      const of = waiting.find(({ revision }) => revision === digest)?.id ?? ''
      screened.push(of)
      throw fails.get(of) ?? new RecordBusy(of)
    },
    putReport: none, dispositions: none, execute: none,
  }
  const parts: Minute = {
    record, at, units: ['u'], hasTime: () => { left -= 1; return left >= 0 },
    seeTo: async ({ id }) => {
      seen.push(id)
      const failure = fails.get(id)
      if (failure) throw failure
    },
    failed: (id) => { failed.push(id) },
  }
  return { result: await seeToMinute(parts), seen, screened, failed, written }
}

describe('a minute', () => {
  test('sees to everything that is due, page after page', async () => {
    const due = items(...Array.from({ length: 60 }, (_, index) => `I${index}`))
    const { result, seen } = await minute({ due })
    expect(seen).toEqual(due.map(({ id }) => id))
    expect(result).toEqual({ due: 60, screened: 0, failed: 0, complete: true })
  })

  test('does the rest where one fails, and says which one', async () => {
    const { result, seen, failed } = await minute({ due: items('A', 'B', 'C'), fails: new Map([['B', new Error('broken')]]) })
    expect(seen).toEqual(['A', 'B', 'C'])
    expect(failed).toEqual(['B'])
    expect(result).toEqual({ due: 2, screened: 0, failed: 1, complete: true })
  })

  test('leaves to the next one what people were at, without an alarm', async () => {
    const { result, failed } = await minute({ due: items('A', 'B'), fails: new Map([['A', new RecordBusy('A')]]) })
    expect(failed).toEqual([])
    expect(result).toEqual({ due: 1, screened: 0, failed: 0, complete: true })
  })

  test('begins with nothing that it has no time for', async () => {
    const { result, seen } = await minute({ due: items('A', 'B', 'C'), time: 2 })
    expect(seen).toEqual(['A', 'B'])
    expect(result).toMatchObject({ due: 2, complete: false })
  })

  test('goes on where somebody else puts the edition in force at the same moment', async () => {
    const { seen, screened, written } = await minute({ due: items('A'), waiting: items('B'), rescreened: 1, overtaken: true })
    expect(seen).toEqual(['A'])
    // What waits is for the next minute, which knows the other edition.
    expect([screened, written]).toEqual([[], []])
  })
})

describe('after another edition came into force', () => {
  const outdated = items('A', 'B').map((one, index): Item => ({ ...one, revision: String(index).repeat(64), report: undefined }))

  test('all that waits is looked at once', async () => {
    const current = items('A').map((one): Item => ({ ...one, report: { digest: 'd', revision: one.revision, edition: shippedEdition(), counts: { block: 0, warn: 0, info: 0 } } }))
    const { screened, written } = await minute({ waiting: current, rescreened: 1 })
    expect(screened).toEqual([])
    expect(written).toEqual([{ pk: 'edition', sk: 'rescreened', value: 2, version: 2 }])
    expect((await minute({ waiting: outdated, rescreened: 2 })).screened).toEqual([])
  })

  test.each([['failed', new Error('broken')], ['busy', new RecordBusy('A')]])('what is %s is looked at again in the next minute', async (_, failure) => {
    const { screened, written } = await minute({ waiting: outdated, rescreened: 1, fails: new Map([['A', failure]]) })
    expect(screened).toEqual(['A', 'B'])
    expect(written).toEqual([])
  })

  test('what there is no time for is looked at in the next minute', async () => {
    const { result, screened, written } = await minute({ waiting: outdated, rescreened: 1, time: 1 })
    expect(screened).toEqual(['A'])
    expect(written).toEqual([])
    expect(result.complete).toBe(false)
  })
})
