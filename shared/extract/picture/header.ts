import { Unreadable } from '../gathering.ts'

export type PictureKind = 'png' | 'jpg'

/** One piece of a picture's file that holds no dots. */
export interface Piece {
  /** a chunk's type in PNG, a segment's marker in JPEG (`COM`, `APP1`) */
  readonly type: string
  readonly data: Uint8Array
}

export interface PictureHeader {
  readonly width: number
  readonly height: number
  readonly pieces: readonly Piece[]
}

const MOST_PIECES = 10_000

/**
 * Reads a picture's size and what stands around its dots, without decoding any.
 * @throws Unreadable when the file is cut off or has no size
 */
export function readHeader(bytes: Uint8Array, kind: PictureKind): PictureHeader {
  const { pieces, sizes } = kind === 'png' ? pngPieces(bytes) : jpgPieces(bytes)
  const width = Math.max(...sizes.map((size) => size.width), 0)
  const height = Math.max(...sizes.map((size) => size.height), 0)
  if (width === 0 || height === 0) throw new Unreadable('damaged', 'picture without a size')
  return { width, height, pieces }
}

interface Pieces {
  readonly pieces: Piece[]
  readonly sizes: { readonly width: number, readonly height: number }[]
}

function pngPieces(bytes: Uint8Array): Pieces {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found: Pieces = { pieces: [], sizes: [] }
  let ended = false
  for (let at = 8, count = 0; at + 12 <= bytes.length && !ended && count < MOST_PIECES; count++) {
    const length = view.getUint32(at)
    const type = new TextDecoder('latin1').decode(bytes.subarray(at + 4, at + 8))
    if (at + 12 + length > bytes.length) break
    if (type === 'IHDR' && length >= 8) found.sizes.push({ width: view.getUint32(at + 8), height: view.getUint32(at + 12) })
    else if (type !== 'IDAT') found.pieces.push({ type, data: bytes.subarray(at + 8, at + 8 + length) })
    ended = type === 'IEND'
    at += 12 + length
  }
  if (!ended) throw new Unreadable('damaged', 'picture is cut off')
  return found
}

const START_OF_DOTS = 0xda
const END = 0xd9
/** markers that state the size of the picture: all of C0–CF but tables */
const NO_SIZE = new Set([0xc4, 0xc8, 0xcc])

function jpgPieces(bytes: Uint8Array): Pieces {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found: Pieces = { pieces: [], sizes: [] }
  for (let at = 2, count = 0; at + 4 <= bytes.length && count < MOST_PIECES; count++) {
    if (bytes[at] !== 0xff) break
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at++
      continue
    }
    const length = view.getUint16(at + 2)
    if (length < 2 || at + 2 + length > bytes.length) break
    if (marker === START_OF_DOTS) {
      if (!endsAfter(bytes, at)) break
      return found
    }
    const data = bytes.subarray(at + 4, at + 2 + length)
    if (marker >= 0xc0 && marker <= 0xcf && !NO_SIZE.has(marker) && length >= 7) {
      found.sizes.push({ height: view.getUint16(at + 5), width: view.getUint16(at + 7) })
    } else if (marker === 0xfe) found.pieces.push({ type: 'COM', data })
    else if (marker >= 0xe0 && marker <= 0xef) found.pieces.push({ type: `APP${marker - 0xe0}`, data })
    at += 2 + length
  }
  throw new Unreadable('damaged', 'picture is cut off')
}

function endsAfter(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.length - 2; at >= from; at--) if (bytes[at] === 0xff && bytes[at + 1] === END) return true
  return false
}
