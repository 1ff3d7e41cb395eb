import { parseArgs } from 'node:util'
import { resolve } from 'node:path'
import { demoGuests, demoPeople, postOf } from './people.ts'
import { Problem } from './problem.ts'
import type { Local } from './start.ts'
import { startLocal } from './start.ts'

const usage = 'npm start -- [--port 8080] [--fresh] [--data folder] [--no-samples] [--help]'

const say = (line: string): void => { process.stdout.write(`${line}\n`) }

function options(): { help: boolean, port: number, fresh: boolean, dir: string, samples: boolean } {
  try {
    const { values } = parseArgs({
      allowNegative: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        port: { type: 'string', default: '8080' },
        fresh: { type: 'boolean', default: false },
        samples: { type: 'boolean', default: true },
        data: { type: 'string', default: resolve(import.meta.dirname, '..', '..', '.data') },
      },
    })
    const port = Number(values.port)
    if (!Number.isInteger(port) || port < 1 || port > 65_532) throw new Error(`${values.port} is not a port`)
    return { help: values.help, port, fresh: values.fresh, dir: values.data, samples: values.samples }
  } catch (error) {
    throw new Problem(error instanceof Error ? error.message : String(error), usage)
  }
}

function welcome(local: Local): void {
  say('')
  say(`  管理端 console   ${local.console}/`)
  say(`  门户   portal    ${local.portal}/`)
  say(`  邮箱   mail      ${local.mail}/`)
  say('')
  say('  演示人员（登录时选择，无需密码）:')
  for (const person of [...demoPeople, ...demoGuests]) say(`    ${person.name}  ${postOf(person)}`)
  say('')
  say(`ready ${JSON.stringify({ console: local.console, portal: local.portal, mail: local.mail })}`)
}

let local: Local | undefined
let ending = false

async function end(code: number): Promise<void> {
  if (ending) return
  ending = true
  await local?.stop()
  process.exit(code)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))

// A signal to npm reaches its shell and not what runs in it; that the shell is gone is the sign.
const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) void end(0)
}, 300).unref()

try {
  const { help, ...wanted } = options()
  if (help) {
    say(usage)
    await end(0)
  }
  local = await startLocal({ ...wanted, ticking: true, say })
  welcome(local)
} catch (error) {
  process.stderr.write(`${error instanceof Problem ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  await end(1)
}
