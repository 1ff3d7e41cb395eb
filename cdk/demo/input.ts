import { statSync, readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { decodeText } from '../../shared/web/form.ts'
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
 * @throws Failure where it is missing, empty, too large or in an unknown encoding
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

/** As the console reads an upload: UTF-8, UTF-16 with its mark, else GB18030. */
function decode(path: string, bytes: Buffer): string {
  const text = decodeText(bytes)
  if (text.includes('\uFFFD')) throw new Failure(`${path} is neither UTF-8, UTF-16 nor GB18030; save it as UTF-8 and try again`)
  return text
}
