import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

const folder = resolve(import.meta.dirname, '..', '.cache', 'drafts')

/**
 * Where something is written before it is moved to its path in one step: on the same disk, and never beside it, for
 * another build may be walking through that folder.
 *
 * @param path where it will stand
 */
export function draftOf(path: string): string {
  mkdirSync(folder, { recursive: true })
  return join(folder, `${createHash('sha256').update(path).digest('hex').slice(0, 16)}.${process.pid}`)
}
