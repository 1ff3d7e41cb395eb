import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { temporaryFolder } from '../../temporary.ts'

const MeasuredShape = z.object({
  codes: z.array(z.string()),
  texts: z.number(),
  /** of processors */
  milliseconds: z.number(),
  /** above the idle process, which has read a small file of the kind before */
  megabytes: z.number(),
})

type Measured = z.infer<typeof MeasuredShape>

const CHILD = `
import { existsSync, readFileSync } from 'node:fs'
import { extractTexts } from ${JSON.stringify(new URL('../../../shared/extract/extract.ts', import.meta.url).href)}
const [hostile, name, small] = process.argv.slice(2)
if (small) await extractTexts(readFileSync(small), { name })
const bytes = readFileSync(hostile)
// What the system calls the largest size of a process may have come down from its parent; this has not.
const peak = () => {
  if (!existsSync('/proc/self/status')) return process.resourceUsage().maxRSS / 1024
  return Number(/VmHWM:\\s+(\\d+)/u.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024
}
const idle = peak()
// Time of processors, not of the clock: neighbours of a busy machine must not count.
const begun = process.cpuUsage()
const { texts, problems } = await extractTexts(bytes, { name })
const spent = process.cpuUsage(begun)
const milliseconds = (spent.user + spent.system) / 1000
console.log(JSON.stringify({ codes: problems.map(({ code }) => code), texts: texts.length, milliseconds, megabytes: peak() - idle }))
process.exit()
`

/** Reads a file in a process of its own. @param small a harmless file of the kind, read before so that its reader is loaded */
export function measure(bytes: Uint8Array, name: string, small?: Uint8Array): Measured {
  const folder = temporaryFolder()
  const put = (file: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, file), content)
    return join(folder, file)
  }
  const child = spawnSync(process.execPath, [
    put('child.mjs', CHILD), put('hostile', bytes), name, ...(small === undefined ? [] : [put('small', small)]),
  ], { encoding: 'utf8', timeout: 110_000 })
  if (child.status !== 0) throw new Error(`${child.signal ?? child.status}: ${child.stderr}`)
  return MeasuredShape.parse(JSON.parse(child.stdout))
}
