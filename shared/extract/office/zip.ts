import { crc32 } from 'node:zlib'
import { Inflate } from 'fflate'
import type { Gathering } from '../gathering.ts'
import { Unreadable } from '../gathering.ts'
import type { Limits } from '../types.ts'

/** One file of an archive, as its central directory states it. */
export interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly crc: number
  /** where its bytes begin */
  readonly from: number
}

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const STORED = 0
const DEFLATED = 8
const CHUNK = 4096

/** True for bytes that begin like a ZIP archive. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4
}

/**
 * Reads an archive's directory and holds it against the headers in front of the files, before a byte is inflated.
 * Names are compared without case, as the programs that open such files do.
 * @throws Unreadable when it is damaged, encrypted, larger than a limit, or says different things in different places
 */
export function openZip(bytes: Uint8Array, gathering: Gathering): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  const start = view.getUint32(end + 16, true)
  const { limits } = gathering
  if (view.getUint16(end + 4, true) !== 0 || view.getUint16(end + 8, true) !== count) throw new Unreadable('damaged', 'archive in several volumes')
  if (count === 0xffff || start === 0xffffffff) throw new Unreadable('suspicious', 'ZIP64')
  if (count > limits.entries) throw new Unreadable('too_large', `entries > ${limits.entries}`)
  if (start + view.getUint32(end + 12, true) !== end) throw new Unreadable('damaged', 'directory')
  const entries: ZipEntry[] = []
  const names = new Set<string>()
  let total = 0
  let packed = 0
  for (let at = start; at < end;) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) throw new Unreadable('damaged', 'directory')
    const entry = readEntry(view, bytes, at)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    checkName(entry.name)
    const key = entry.name.toLowerCase()
    if (names.has(key)) throw new Unreadable('suspicious', `twice: ${entry.name}`)
    names.add(key)
    entries.push(entry)
    // Pictures may be far longer than packed: those that are not read do not matter, the others are checked then.
    if (!isMarkupName(entry.name)) continue
    checkRatio(entry.name, entry.packed, entry.size, limits)
    packed += entry.packed
    total += entry.size
  }
  checkRatio('archive', packed, total, limits)
  if (entries.length !== count) throw new Unreadable('damaged', 'directory')
  if (total > limits.inflatedBytes) throw new Unreadable('too_large', `inflated ${total} > ${limits.inflatedBytes} bytes`)
  checkLayout(entries, start)
  return entries
}

/**
 * Inflates one file piece by piece; no more of it is held than one piece.
 * @throws Unreadable when it is longer or shorter than stated, or its checksum differs
 */
export function inflateEntry(bytes: Uint8Array, entry: ZipEntry, gathering: Gathering, take: (piece: Uint8Array) => void): void {
  const packed = bytes.subarray(entry.from, entry.from + entry.packed)
  let size = 0
  let sum = 0
  const pass = (piece: Uint8Array): void => {
    size += piece.length
    if (size > entry.size) throw new Unreadable('suspicious', `${entry.name}: longer than stated`)
    gathering.inflate(piece.length)
    sum = crc32(piece, sum)
    take(piece)
  }
  if (entry.method === STORED) {
    for (let at = 0; at < packed.length; at += CHUNK * 16) pass(packed.subarray(at, at + CHUNK * 16))
  } else {
    const inflate = new Inflate((piece) => pass(piece))
    try {
      for (let at = 0; at < packed.length; at += CHUNK) inflate.push(packed.subarray(at, at + CHUNK), at + CHUNK >= packed.length)
    } catch (error) {
      if (error instanceof Error && 'code' in error && typeof error.code === 'number') throw new Unreadable('damaged', entry.name)
      throw error
    }
  }
  if (size !== entry.size || sum !== entry.crc) throw new Unreadable('damaged', `${entry.name}: size or checksum`)
}

/** Inflates one file as a whole. @throws Unreadable as `inflateEntry`, and when it is longer than a file may be */
export function wholeEntry(bytes: Uint8Array, entry: ZipEntry, gathering: Gathering): Uint8Array {
  checkRatio(entry.name, entry.packed, entry.size, gathering.limits)
  if (entry.size > gathering.limits.fileBytes) throw new Unreadable('too_large', `${entry.name}: ${entry.size} bytes`)
  const whole = new Uint8Array(entry.size)
  let at = 0
  inflateEntry(bytes, entry, gathering, (piece) => {
    whole.set(piece, at)
    at += piece.length
  })
  return whole
}

/** Whether a file of this name is read as markup. */
export function isMarkupName(name: string): boolean {
  return /\.(?:xml|vml|rels)$/iu.test(name)
}

function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - 22 - 0xffff; at--) {
    if (view.getUint32(at, true) === END && at + 22 + view.getUint16(at + 20, true) === view.byteLength) return at
  }
  throw new Unreadable('damaged', 'archive without an end')
}

function readEntry(view: DataView, bytes: Uint8Array, at: number): ZipEntry {
  const flags = view.getUint16(at + 8, true)
  const nameLength = view.getUint16(at + 28, true)
  const rawName = bytes.subarray(at + 46, at + 46 + nameLength)
  const name = new TextDecoder('utf-8').decode(rawName)
  const method = view.getUint16(at + 10, true)
  const packed = view.getUint32(at + 20, true)
  const size = view.getUint32(at + 24, true)
  const local = view.getUint32(at + 42, true)
  if ((flags & 0x2041) !== 0) throw new Unreadable('encrypted', name)
  if (method !== STORED && method !== DEFLATED) throw new Unreadable('damaged', `${name}: packing method ${method}`)
  if (packed === 0xffffffff || size === 0xffffffff || local === 0xffffffff) throw new Unreadable('suspicious', 'ZIP64')
  if (local + 30 > view.byteLength || view.getUint32(local, true) !== LOCAL) throw new Unreadable('damaged', name)
  const localName = view.getUint16(local + 26, true)
  const from = local + 30 + localName + view.getUint16(local + 28, true)
  if (from + packed > view.byteLength) throw new Unreadable('damaged', name)
  const same = localName === nameLength && rawName.every((byte, index) => bytes[local + 30 + index] === byte)
  const localFlags = view.getUint16(local + 6, true)
  const streamed = (localFlags & 8) !== 0
  const stated = (offset: number, value: number): boolean => {
    const here = view.getUint32(local + offset, true)
    return here === value || (streamed && here === 0)
  }
  const crc = view.getUint32(at + 16, true)
  if (!same || view.getUint16(local + 8, true) !== method || (localFlags & 0x2041) !== 0 || !stated(14, crc) || !stated(18, packed) || !stated(22, size)) {
    throw new Unreadable('suspicious', `${name}: two headers that differ`)
  }
  if (method === STORED && packed !== size) throw new Unreadable('suspicious', `${name}: size`)
  return { name, method, packed, size, crc, from }
}

function checkRatio(name: string, packed: number, size: number, { ratio, ratioFrom }: Limits): void {
  if (size > ratioFrom && size > packed * ratio) throw new Unreadable('too_large', `${name}: ${packed} bytes inflate to ${size}`)
}

function checkName(name: string): void {
  const steps = name.split('/')
  if (name === '' || /[\p{Cc}\uFFFD]/u.test(name) || /^\/|\\|^[A-Za-z]:/u.test(name) || steps.includes('..') || steps.includes('.') || steps.slice(0, -1).includes('')) {
    throw new Unreadable('suspicious', 'name that leaves the archive')
  }
}

/** no file may lie inside another, and nothing may lie in front of the first */
function checkLayout(entries: readonly ZipEntry[], directory: number): void {
  let until = 0
  for (const { name, from, packed } of entries.toSorted((a, b) => a.from - b.from)) {
    if (from < until + 30) throw new Unreadable('suspicious', `${name}: overlaps another`)
    until = from + packed
  }
  if (until > directory) throw new Unreadable('suspicious', 'directory overlaps a file')
}
