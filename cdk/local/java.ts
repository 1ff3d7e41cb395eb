import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { install } from 'njre'
import { Problem } from './problem.ts'

const run = promisify(execFile)
const major = 17

/**
 * Finds a Java runtime that works, or fetches one into `folder`.
 *
 * @param folder kept between starts; the fetched runtime goes into its `jre`
 * @returns the path or name of the executable
 * @throws Problem where there is none and the network gives none
 */
export async function findJava(folder: string, say: (line: string) => void): Promise<string> {
  const home = process.env['JAVA_HOME']
  const candidates = [...(home ? [join(home, 'bin', 'java')] : []), 'java', ...fetched(folder)]
  for (const candidate of candidates) {
    if (await works(candidate)) return candidate
  }
  say('No Java runtime found; fetching one (about 45 MB, once)…')
  mkdirSync(folder, { recursive: true })
  await install(major, { installPath: join(folder, 'java') }).catch((error: unknown) => {
    throw withoutJava(error)
  })
  for (const candidate of fetched(folder)) {
    if (await works(candidate)) return candidate
  }
  throw withoutJava('the fetched runtime does not start')
}

function fetched(folder: string): string[] {
  const root = join(folder, 'jre')
  if (!existsSync(root)) return []
  return readdirSync(root).flatMap((name) => [
    join(root, name, 'bin', process.platform === 'win32' ? 'java.exe' : 'java'),
    join(root, name, 'Contents', 'Home', 'bin', 'java'),
  ]).filter(existsSync)
}

// macOS has a `java` that only tells where to buy one, so the name alone proves nothing.
async function works(java: string): Promise<boolean> {
  return run(java, ['-version'], { timeout: 20_000 }).then(() => true, () => false)
}

function withoutJava(cause: unknown): Problem {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new Problem(`DynamoDB Local needs a Java runtime; there is none, and fetching one failed (${reason}).`, [
    'Install one and start again:',
    '    Debian, Ubuntu   sudo apt-get install -y default-jre-headless',
    '    macOS            brew install --cask temurin',
    '    Windows          winget install EclipseAdoptium.Temurin.17.JRE',
  ].join('\n'))
}
