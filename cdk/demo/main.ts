import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Problem } from '../local/problem.ts'
import { Failure } from './failure.ts'
import { byEmail } from './by-email/approach.ts'
import { readInput } from './input.ts'
import type { Instance } from './instance.ts'
import { findInstance } from './instance.ts'
import { publishText } from './job.ts'

const usage = 'npm run demo -- FILE [--title T] [--by-email] [--console URL [--mail URL]] [--data folder] [--help]'

const say = (line: string): void => { process.stdout.write(`${line}\n`) }

interface Options {
  readonly help: boolean
  readonly file: string
  readonly title?: string
  readonly console?: string
  /** Address of the mail catcher's pages. */
  readonly mail?: string
  readonly byEmail: boolean
  readonly data: string
}

function options(): Options {
  try {
    const { values, positionals: [file, ...more] } = parseArgs({
      allowPositionals: true,
      options: {
        'help': { type: 'boolean', short: 'h', default: false },
        'title': { type: 'string' },
        'console': { type: 'string' },
        'mail': { type: 'string' },
        'by-email': { type: 'boolean', default: false },
        'data': { type: 'string', default: resolve(import.meta.dirname, '..', '..', '.data') },
      },
    })
    if (file === undefined && !values.help) throw new Error('No file is named')
    if (more.length > 0) throw new Error('More than one file is named')
    if (values.title?.trim() === '') throw new Error('The title is blank')
    const { 'by-email': isByEmail, ...others } = values
    return { file: file ?? '', byEmail: isByEmail, ...others }
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
  const { help, file, title, byEmail: isByEmail, ...where } = options()
  if (help) {
    say(usage)
    await end(0)
  }
  const input = readInput(file)
  instance = await findInstance({ ...where, say })
  if (isByEmail && instance.mail === undefined) throw new Failure('Where the console is named, name its mail catcher too: --mail URL')
  const approach = isByEmail && instance.mail !== undefined ? byEmail(instance.console, instance.mail, say) : undefined
  const { url, digest } = await publishText(instance.console, { ...input, ...(title !== undefined && { title }) }, say, approach)
  say(`published ${url} sha256 ${digest}`)
  await end(0)
} catch (error) {
  const expected = error instanceof Failure || error instanceof Problem
  process.stderr.write(`${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  await end(1)
}
