import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Problem } from './problem.ts'

const marker = 'complete.json'
const lock = 'in-use.json'
const known = new Set(['dynamodb', 's3', 'versions', 'queues', 'logs', 'mail', 'streams.json', marker, lock])
const layout = 1

/** The folder that holds everything which survives a restart. Its marker is written when the first start is done. */
export class DataFolder {
  readonly path: string
  readonly isNew: boolean

  private constructor(path: string, isNew: boolean) {
    this.path = path
    this.isNew = isNew
  }

  /**
   * Opens the folder, or makes it.
   *
   * @param fresh empties it first
   * @throws Problem where it is half written, of another layout, in use, or not a data folder at all
   */
  static open(path: string, fresh: boolean): DataFolder {
    refuseStrangers(path)
    refuseSecond(path)
    if (fresh) rmSync(path, { recursive: true, force: true })
    const isNew = !existsSync(path) || readdirSync(path).length === 0
    if (!isNew) refuseUnusable(path)
    mkdirSync(path, { recursive: true })
    writeFileSync(join(path, lock), JSON.stringify({ pid: process.pid }))
    return new DataFolder(path, isNew)
  }

  /**
   * Says that the first start is done: from now on the folder can be started from again.
   *
   * @param signInPort port of the sign-in provider, whose address people's sign-ins name
   */
  complete(signInPort: number): void {
    this.write(marker, { layout, signInPort })
  }

  /** The JSON of a small file; `undefined` where there is none. */
  read(name: string): unknown {
    const path = join(this.path, name)
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
  }

  /** Writes a small JSON file in one step. */
  write(name: string, value: object): void {
    const path = join(this.path, name)
    writeFileSync(`${path}.new`, JSON.stringify(value))
    renameSync(`${path}.new`, path)
  }

  /** Says where whoever uses the folder serves, so that other programs on this machine find it. */
  serve(addresses: Readonly<Record<string, string>>): void {
    this.write(lock, { pid: process.pid, ...addresses })
  }

  release(): void {
    rmSync(join(this.path, lock), { force: true })
  }
}

/** What the process serves that uses this data folder now: nothing where none does, or it has just begun. */
export function servedIn(path: string): { readonly console?: string, readonly mail?: string } {
  const file = join(path, lock)
  if (!existsSync(file)) return {}
  const { pid, console, mail } = parse(readFileSync(file, 'utf8'))
  return pid !== undefined && isAlive(pid) ? { ...(console !== undefined && { console }), ...(mail !== undefined && { mail }) } : {}
}

/** The port of the sign-in provider that the people in this data folder sign in at; none before the first start. */
export function signInPortOf(path: string): number | undefined {
  const file = join(path, marker)
  return existsSync(file) ? parse(readFileSync(file, 'utf8')).signInPort : undefined
}

// `--fresh` deletes: a folder that holds anything else was named by mistake.
function refuseStrangers(path: string): void {
  if (!existsSync(path)) return
  const strange = readdirSync(path).filter((name) => !known.has(name.replace(/\.new$/, '')))
  if (strange.length > 0) throw new Problem(`${path} is not a data folder of this program: it holds ${strange[0]}.`,
    'Name another folder, or move that file away.')
}

function refuseSecond(path: string): void {
  const file = join(path, lock)
  if (!existsSync(file)) return
  const { pid } = parse(readFileSync(file, 'utf8'))
  if (pid === undefined || pid === process.pid || !isAlive(pid)) return
  throw new Problem(`${path} is in use by process ${pid}.`, 'Stop that one first (Ctrl-C where it runs).')
}

function refuseUnusable(path: string): void {
  const file = join(path, marker)
  const again = `Begin again with an empty data folder: npm start -- --fresh${basename(path) === '.data' ? '' : ` --data ${path}`}`
  if (!existsSync(file)) throw new Problem(`${path} is half written: the first start in it did not finish.`, again)
  const written = parse(readFileSync(file, 'utf8'))
  if (written.layout !== layout) throw new Problem(`${path} was written by another version.`, again)
}

function parse(text: string): { pid?: number, layout?: number, console?: string, mail?: string, signInPort?: number } {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // A number may have passed to another program, and a dead process may wait to be buried.
    const commandLine = `/proc/${pid}/cmdline`
    return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes('node')
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
