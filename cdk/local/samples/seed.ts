import { createHash } from 'node:crypto'
import { monotonicFactory } from 'ulid'
import type { Record as TheRecord } from '../../../shared/record/index.ts'
import type { Cast } from './desk.ts'
import { Desk } from './desk.ts'
import { tracks } from './tracks.ts'

export interface SeedOptions {
  readonly record: TheRecord
  readonly cast: Cast
  /** Resolves when the functions have done all that they were woken for. */
  readonly settled: () => Promise<void>
  /** Takes a line of progress. */
  readonly say: (line: string) => void
}

/**
 * Brings the sample items to every stage. People's part is done here, command by command; screening and publishing are
 * left to the functions, which is why all items go on to the next wait before the functions are waited for.
 */
export async function seedSamples({ record, cast, settled, say }: SeedOptions): Promise<void> {
  const nextId = monotonicFactory(even())
  const open = tracks.map(({ name, steps }) => ({ desk: new Desk(record, cast, nextId(), name), steps: [...steps] }))
  for (let round = 1; open.some(({ steps }) => steps.length > 0); round += 1) {
    say(`Bringing ${tracks.length} sample items to their stages (${round})…`)
    for (const { desk, steps } of open) {
      for (let step = steps.shift(); step !== undefined && step !== 'settled'; step = steps.shift()) await step(desk)
    }
    await settled()
  }
}

/** The same numbers at every start, so that ids differ by their time alone. */
function even(): () => number {
  let drawn = 0
  return () => {
    drawn += 1
    return createHash('sha256').update(`sample ${drawn}`).digest().readUInt32BE() / 2 ** 32
  }
}
