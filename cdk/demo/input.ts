import { statSync, readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { Failure } from './failure.ts'

/** What one text file brings. */
export interface Input {
  readonly text: string
  /** The file's name without its ending: the title where nothing else gives one. */
  readonly name: string
}

/** More than any item may hold; the console has its own limit and says so itself. */
const mostBytes = 1024 * 1024

/**
 * Reads the file that the demo is to publish.
 *
 * @throws Failure where it is missing, empty, too large or not UTF-8
 */
export function readInput(path: string): Input {
  const bytes = read(path)
  if (bytes.length > mostBytes) throw new Failure(`${path} holds ${bytes.length} bytes, more than the ${mostBytes} that one item may have`)
  const text = decode(path, bytes)
  if (text.trim() === '') throw new Failure(`${path} is empty`)
  return { text, name: basename(path, extname(path)) }
}

function read(path: string): Buffer {
  try {
    if (statSync(path).size > 64 * mostBytes) throw new Failure(`${path} is too large for one item`)
    return readFileSync(path)
  } catch (error) {
    if (error instanceof Failure) throw error
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ENOENT') throw new Failure(`${path} is not there`)
    if (code === 'EISDIR') throw new Failure(`${path} is a folder`)
    throw new Failure(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function decode(path: string, bytes: Buffer): string {
  try {
    // Without ignoreBOM, a byte order mark at the beginning is taken away.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Failure(`${path} is not UTF-8; save it as UTF-8 and try again${looksLikeGbk(bytes) ? ' (it looks like GBK)' : ''}`)
  }
}

function looksLikeGbk(bytes: Buffer): boolean {
  try {
    return /\p{Script=Han}{2}/u.test(new TextDecoder('gb18030', { fatal: true }).decode(bytes))
  } catch {
    return false
  }
}
