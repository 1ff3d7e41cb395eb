import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { Problem } from './problem.ts'

const root = resolve(import.meta.dirname, '..', '..')
const sources = ['cdk', 'functions', 'shared', 'cdk.json', 'package-lock.json']

/**
 * The assembly of the present sources: synthesized in a process of its own, or taken from an earlier start where no
 * source has changed since.
 *
 * @returns the folder that holds it
 */
export async function synthesize(): Promise<string> {
  const assemblies = join(root, '.cache', 'assembly')
  const folder = join(assemblies, fingerprint())
  if (existsSync(folder)) return folder
  forgetOld(assemblies)
  const draft = `${folder}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  const script = join(root, 'cdk', 'synthesize.ts')
  try {
    await promisify(execFile)(process.execPath, [script, draft], { cwd: root, maxBuffer: 64 * 1024 * 1024 })
    renameSync(draft, folder)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    // Another process may have been faster.
    if (existsSync(folder)) return folder
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    throw new Problem(`The stack cannot be synthesized:\n${said}`, 'Put that right and start again.')
  }
  return folder
}

// Another process may be running from any but the old ones.
function forgetOld(assemblies: string): void {
  if (!existsSync(assemblies)) return
  const dayAgo = Date.now() - 86_400_000
  for (const path of readdirSync(assemblies).map((name) => join(assemblies, name))) {
    if (statSync(path).mtimeMs < dayAgo) rmSync(path, { recursive: true, force: true })
  }
}

/** Changes with the path, size and time of every source file. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const path of sources.flatMap((source) => filesOf(join(root, source)))) {
    const { size, mtimeMs } = statSync(path)
    hash.update(`${path}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex').slice(0, 16)
}

function filesOf(path: string): string[] {
  // The runner itself has no part in what is synthesized.
  if (path === import.meta.dirname) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path).toSorted().flatMap((name) => filesOf(join(path, name)))
}
