import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A program for browsers as it stands beside this function's bundle. */
export interface BrowserScript {
  /** with its digest, so that browsers may keep it for good */
  readonly name: string
  readonly gzipped: Uint8Array
}

const SUFFIX = '.js.gz'
const folder = join(import.meta.dirname, 'browser')
let scripts: ReadonlyMap<string, BrowserScript> | undefined

/** A program by its plain name; none where this runs without its bundle, and pages do without it then. */
export function scriptOf(plain: string): BrowserScript | undefined {
  scripts ??= read()
  return scripts.get(plain)
}

/** The program that a file name asks for; a name of an older edition gets the present one. */
export function scriptNamed(name: string): BrowserScript | undefined {
  const [, plain] = /^([a-z-]+)-[0-9a-f]{12}\.js$/u.exec(name) ?? []
  return plain === undefined ? undefined : scriptOf(plain)
}

function read(): ReadonlyMap<string, BrowserScript> {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(SUFFIX)) : []
  return new Map(files.map((file) => {
    const gzipped = readFileSync(join(folder, file))
    const plain = file.slice(0, -SUFFIX.length)
    return [plain, { name: `${plain}-${createHash('sha256').update(gzipped).digest('hex').slice(0, 12)}.js`, gzipped }]
  }))
}
