import type { Gathering } from '../gathering.ts'
import { Unreadable } from '../gathering.ts'

/** A compound file, the container of Office before 2007: streams under paths such as `ObjectPool/_1/WordDocument`. */
export interface CompoundFile {
  /** paths of all streams and storages, names separated by `/` */
  readonly paths: readonly string[]
  /** The bytes of a stream. @throws Unreadable when it is damaged */
  stream(path: string): Uint8Array | undefined
}

interface Entry {
  readonly start: number
  readonly size: number
  readonly isStream: boolean
}

const ENTRY = 128
const LAST_SECTOR = 0xfffffffa
const NONE = 0xffffffff
const MOST_ENTRIES = 10_000
const STREAM = 2
const ROOT = 5

/**
 * Opens a compound file. Every chain is followed at most once round the file.
 * @throws Unreadable when it is damaged
 */
export function openCompound(bytes: Uint8Array, gathering: Gathering): CompoundFile {
  try {
    return new Sectors(bytes, gathering).open()
  } catch (error) {
    throw error instanceof RangeError ? new Unreadable('damaged', 'compound file') : error
  }
}

class Sectors {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #gathering: Gathering
  readonly #size: number
  readonly #table: Uint32Array

  constructor(bytes: Uint8Array, gathering: Gathering) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#gathering = gathering
    const shift = this.#view.getUint16(30, true)
    if (shift !== 9 && shift !== 12) throw new Unreadable('damaged', 'size of sectors')
    this.#size = 1 << shift
    this.#table = this.#readTable()
  }

  open(): CompoundFile {
    const directory = this.#chain(this.#view.getUint32(48, true), this.#table, (sector) => this.#sector(sector))
    const root = entryAt(directory, 0)
    if (root === undefined || root.type !== ROOT) throw new Unreadable('damaged', 'compound file without a root')
    const small = this.#smallReader(root)
    const entries = namesOf(directory, root.child)
    const cutoff = this.#view.getUint32(56, true)
    return {
      paths: [...entries.keys()],
      stream: (path) => {
        const entry = entries.get(path)
        if (entry === undefined || !entry.isStream) return undefined
        this.#gathering.inflate(Math.min(entry.size, this.#bytes.length))
        const whole = entry.size < cutoff ? small(entry.start) : this.#chain(entry.start, this.#table, (sector) => this.#sector(sector))
        if (whole.length < entry.size) throw new Unreadable('damaged', 'a stream is cut off')
        return whole.subarray(0, entry.size)
      },
    }
  }

  #readTable(): Uint32Array {
    const count = this.#view.getUint32(44, true)
    if (count * this.#size > this.#bytes.length) throw new Unreadable('damaged', 'table of sectors')
    const sectors: number[] = []
    for (let at = 0; at < Math.min(count, 109); at++) sectors.push(this.#view.getUint32(76 + at * 4, true))
    let next = this.#view.getUint32(68, true)
    for (let left = count; sectors.length < count && next < LAST_SECTOR && left > 0; left--) {
      const more = this.#sector(next)
      const words = new DataView(more.buffer, more.byteOffset, more.byteLength)
      for (let at = 0; at + 4 < more.length && sectors.length < count; at += 4) sectors.push(words.getUint32(at, true))
      next = words.getUint32(more.length - 4, true)
    }
    if (sectors.length !== count) throw new Unreadable('damaged', 'table of sectors')
    return wordsOf(joined(sectors.map((sector) => this.#sector(sector))))
  }

  #sector(number: number): Uint8Array {
    const from = (number + 1) * this.#size
    if (from >= this.#bytes.length) throw new Unreadable('damaged', 'a sector outside of the file')
    return this.#bytes.subarray(from, from + this.#size)
  }

  #chain(start: number, table: Uint32Array, sector: (number: number) => Uint8Array): Uint8Array {
    const pieces: Uint8Array[] = []
    for (let next = start; next < LAST_SECTOR; next = table[next] ?? NONE) {
      if (pieces.length > table.length) throw new Unreadable('damaged', 'sectors that lead to themselves')
      pieces.push(sector(next))
    }
    return joined(pieces)
  }

  /** streams below the cutoff lie in sectors of 64 bytes inside the root's own stream */
  #smallReader(root: Entry): (start: number) => Uint8Array {
    const table = wordsOf(this.#chain(this.#view.getUint32(60, true), this.#table, (sector) => this.#sector(sector)))
    const inside = this.#chain(root.start, this.#table, (sector) => this.#sector(sector))
    return (start) => this.#chain(start, table, (sector) => {
      if (sector * 64 >= inside.length) throw new Unreadable('damaged', 'a sector outside of its stream')
      return inside.subarray(sector * 64, sector * 64 + 64)
    })
  }
}

interface DirectoryEntry extends Entry {
  readonly name: string
  readonly type: number
  readonly left: number
  readonly right: number
  readonly child: number
}

function entryAt(directory: Uint8Array, number: number): DirectoryEntry | undefined {
  const from = number * ENTRY
  if (from + ENTRY > directory.length) return undefined
  const view = new DataView(directory.buffer, directory.byteOffset + from, ENTRY)
  const length = Math.min(64, Math.max(0, view.getUint16(64, true) - 2))
  const type = view.getUint8(66)
  return {
    name: new TextDecoder('utf-16le').decode(directory.subarray(from, from + length)), type, isStream: type === STREAM,
    left: view.getUint32(68, true), right: view.getUint32(72, true), child: view.getUint32(76, true),
    start: view.getUint32(116, true), size: view.getUint32(120, true),
  }
}

function namesOf(directory: Uint8Array, first: number): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  const seen = new Set<number>()
  const open: (readonly [number, string])[] = [[first, '']]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [number, above] = next
    const entry = number === NONE ? undefined : entryAt(directory, number)
    if (entry === undefined) continue
    if (seen.has(number) || seen.size > MOST_ENTRIES) throw new Unreadable('damaged', 'a directory that leads to itself')
    seen.add(number)
    const path = above + entry.name
    entries.set(path, entry)
    open.push([entry.left, above], [entry.right, above], [entry.child, `${path}/`])
  }
  return entries
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, at) => view.getUint32(at * 4, true))
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
