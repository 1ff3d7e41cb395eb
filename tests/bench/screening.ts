/**
 * npm run -s bench:screening -- [--json] [--quick] [--mixed] [--text FILE] [--only NAME,…]
 *
 * Our engine with everything on (folding, skipping, repeats, positions in the original, division into words) beside
 * the peers, each in its own process, rounds interleaved, medians, in processor time. `ratio` compares with the
 * fastest peer that only matches exactly.
 */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { ENGINES } from './screening/engines.ts'

interface Row {
  engine: string
  terms: number
  density: string
  text_mb: number
  mb_per_s: number
  build_ms: number
  retained_mb: number
  matches: number
}

const { values: options } = parseArgs({
  options: { json: { type: 'boolean' }, quick: { type: 'boolean' }, mixed: { type: 'boolean' }, only: { type: 'string' }, text: { type: 'string' } },
})
const ROUNDS = options.quick === true ? 3 : 5
const WARM_UP = 3
/** seconds of searching before the first round that counts: a fast engine needs more rounds until its code is compiled */
const WARM_SECONDS = 0.3
/** a peer slower than this is not asked for the 10 MB text */
const TOO_SLOW = 5
const SETS = [[1000, 'sparse'], [1000, 'dense'], [10_000, 'sparse'], [10_000, 'dense'], [100_000, 'sparse'], [100_000, 'dense']] as const

interface Worker {
  readonly engine: string
  readonly build_ms: number
  readonly retained_mb: number
  ask(line: string): Promise<{ mb_per_s: number, matches: number }>
  close(): void
}

const only = options.only?.split(',')
const asked = ENGINES.filter(({ name }) => only === undefined || only.includes(name))
const rows: Row[] = []
for (const [count, density] of SETS) rows.push(...await measure(count, density))
const ratio = ratiosOf('sanshen')
const withoutDivision = ratiosOf('sanshen-all')
if (options.json === true) process.stdout.write(`${JSON.stringify({ rows, ratio, ratio_all_matches: withoutDivision })}\n`)
else {
  console.table(rows)
  console.table({ ratio, 'ratio, all matches': withoutDivision })
}

async function measure(count: number, density: string): Promise<Row[]> {
  const workers: Worker[] = []
  for (const { name } of asked) workers.push(await start(name, count, density))
  for (const worker of workers) {
    for (let seconds = 0; seconds < WARM_SECONDS;) seconds += 1 / (await worker.ask('1')).mb_per_s
  }
  const measured: Row[] = []
  const speeds = new Map<string, number>()
  for (const megabytes of ['1', '10']) {
    const running = megabytes === '1' ? workers : workers.filter(({ engine }) => (speeds.get(engine) ?? 0) >= TOO_SLOW)
    const results = new Map<string, { mb_per_s: number, matches: number }[]>(running.map(({ engine }) => [engine, []]))
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      for (const worker of running) {
        const slow = (speeds.get(worker.engine) ?? Number.POSITIVE_INFINITY) < TOO_SLOW * 4 && megabytes === '10'
        if (round >= (slow ? 1 : WARM_UP + ROUNDS)) continue
        const result = await worker.ask(megabytes)
        if (slow || round >= WARM_UP) results.get(worker.engine)?.push(result)
      }
    }
    for (const worker of running) {
      const list = results.get(worker.engine) ?? []
      const speed = median(list.map((result) => result.mb_per_s))
      speeds.set(worker.engine, speed)
      measured.push({
        engine: worker.engine, terms: count, density, text_mb: Number(megabytes), mb_per_s: round1(speed),
        build_ms: round1(worker.build_ms), retained_mb: round1(worker.retained_mb), matches: list[0]?.matches ?? 0,
      })
    }
  }
  for (const worker of workers) worker.close()
  return measured
}

async function start(engine: string, count: number, density: string): Promise<Worker> {
  const script = new URL('screening/worker.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--expose-gc', script, engine, String(count), density,
    options.mixed === true ? 'mixed' : 'prose', ...(options.text === undefined ? [] : [options.text])],
    { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const read = async (): Promise<Record<string, number>> => {
    const { value, done } = await lines.next()
    if (done === true) throw new Error(`${engine} ended`)
    return JSON.parse(value) as Record<string, number>
  }
  const built = await read()
  return {
    engine, build_ms: built['build_ms'] ?? 0, retained_mb: built['retained_mb'] ?? 0,
    ask: async (line) => {
      child.stdin.write(`${line}\n`)
      const { mb_per_s = 0, matches = 0 } = await read()
      return { mb_per_s, matches }
    },
    close: () => child.stdin.end(),
  }
}

function ratiosOf(engine: string): Record<string, number> {
  return {
    '1k': ratioOf(engine, 1000, 'sparse'), '10k': ratioOf(engine, 10_000, 'sparse'),
    '100k': ratioOf(engine, 100_000, 'sparse'), '100k_dense': ratioOf(engine, 100_000, 'dense'),
  }
}

/** over both texts, our worse showing against the fastest exact peer of the same text */
function ratioOf(engine: string, count: number, density: string): number {
  const exact = new Set(ENGINES.filter((known) => known.exact).map(({ name }) => name))
  const ratios = [1, 10].map((megabytes) => {
    const same = rows.filter((row) => row.terms === count && row.density === density && row.text_mb === megabytes)
    const ours = same.find((row) => row.engine === engine)?.mb_per_s ?? 0
    return ours / Math.max(...same.filter((row) => exact.has(row.engine)).map((row) => row.mb_per_s))
  })
  return Math.round(Math.min(...ratios) * 100) / 100
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}

function round1(value: number): number {
  return Math.round(value * 10) / 10
}
