import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Problem } from '../local/problem.ts'
import { Failure } from './failure.ts'
import { readInput } from './input.ts'
import type { Instance } from './instance.ts'
import { findInstance } from './instance.ts'
import { publishText } from './job.ts'

const usage = 'npm run demo -- FILE [--title T] [--console URL] [--data folder]'

const say = (line: string): void => { process.stdout.write(`${line}\n`) }

interface Options {
  readonly file: string
  readonly title?: string
  readonly console?: string
  readonly data: string
}

function options(): Options {
  try {
    const { values, positionals: [file, ...others] } = parseArgs({
      allowPositionals: true,
      options: {
        title: { type: 'string' },
        console: { type: 'string' },
        data: { type: 'string', default: resolve(import.meta.dirname, '..', '..', '.data') },
      },
    })
    if (file === undefined) throw new Error('No file is named')
    if (others.length > 0) throw new Error('More than one file is named')
    if (values.title?.trim() === '') throw new Error('The title is blank')
    return { file, ...values }
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : String(error)}\n  → ${usage}`)
  }
}

let instance: Instance | undefined
let ending = false

async function end(code: number): Promise<void> {
  if (ending) return
  ending = true
  await instance?.stop()
  process.exit(code)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(1))

try {
  const { file, title, ...where } = options()
  const input = readInput(file)
  instance = await findInstance({ ...where, say })
  const { url, digest } = await publishText(instance.console, { ...input, ...(title !== undefined && { title }) }, say)
  say(`published ${url} sha256 ${digest}`)
  await end(0)
} catch (error) {
  const expected = error instanceof Failure || error instanceof Problem
  process.stderr.write(`${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  await end(1)
}
