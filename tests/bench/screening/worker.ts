/** One engine in one process: builds, then searches for a tenth of a second for every line on standard input. */
import { createInterface } from 'node:readline'
import type { Density } from './data.ts'
import { prose, terms } from './data.ts'
import { ENGINES } from './engines.ts'

const [name = '', count = '0', density = 'sparse', mode = 'prose', file] = process.argv.slice(2)
const engine = ENGINES.find((each) => each.name === name)
if (engine === undefined) throw new Error(`no engine ${name}`)

/**
 * A round searches for so long: one search of a fast engine would only measure cold caches. It is processor time, of
 * all threads of the process, so that what else the machine does counts as little as possible.
 */
const ROUND_SECONDS = 0.1

const texts = new Map<string, string>()
const text = (megabytes: string): string => {
  const known = texts.get(megabytes) ?? prose(Number(megabytes), { mixed: mode === 'mixed', ...(file === undefined ? {} : { file }) })
  texts.set(megabytes, known)
  return known
}

const list = terms(Number(count), density as Density, text('1'))
// the first build pays for the engine's own tables and for compiling its code; memory is what this lexicon adds
engine.build(list.slice(0, 200))
const before = held()
const started = performance.now()
const built = engine.build(list)
const buildMs = performance.now() - started
const retained = Math.max(0, held() - before) / 1e6
say({ build_ms: buildMs, retained_mb: retained })

for await (const megabytes of createInterface({ input: process.stdin })) {
  const searched = text(megabytes)
  const start = process.cpuUsage()
  let seconds = 0
  let searches = 0
  let matches = 0
  while (seconds < ROUND_SECONDS) {
    matches = engine.search(built, searched)
    searches++
    const { user, system } = process.cpuUsage(start)
    seconds = (user + system) / 1e6
  }
  say({ mb_per_s: (searches * Buffer.byteLength(searched)) / 1e6 / seconds, matches })
}

function held(): number {
  globalThis.gc?.()
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

function say(line: unknown): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
