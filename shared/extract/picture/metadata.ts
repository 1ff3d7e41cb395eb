import { Unzlib } from 'fflate'
import type { Gathering } from '../gathering.ts'
import { Unreadable } from '../gathering.ts'
import type { Where } from '../types.ts'
import { decodeNarrow, readExif } from './exif.ts'
import type { Piece } from './header.ts'

const MOST_TEXT = 1024 * 1024
const CHUNK = 512

/** Reads what a picture says in words beside its dots: comments, authors, captions, and where it was taken. */
export function readMetadata(pieces: readonly Piece[], gathering: Gathering, where: Where): void {
  const at: Where = { ...where, part: 'properties' }
  for (const { type, data } of pieces) {
    switch (type) {
      case 'COM':
        gathering.add(decodeNarrow(data), at)
        break
      case 'tEXt':
        gathering.add(decodeNarrow(data), at)
        break
      case 'zTXt':
        gathering.add(inflated(data.subarray(data.indexOf(0) + 2), gathering, where), at)
        break
      case 'iTXt':
        gathering.add(international(data, gathering, where), at)
        break
      case 'eXIf':
        addExif(data, gathering, at)
        break
      case 'APP1':
        if (startsWith(data, 'Exif\u0000')) addExif(data.subarray(6), gathering, at)
        else gathering.add(leaves(decodeNarrow(data)), at)
        break
      case 'APP13':
        for (const text of captions(data)) gathering.add(text, at)
        break
    }
  }
}

function addExif(data: Uint8Array, gathering: Gathering, where: Where): void {
  const { texts, position } = readExif(data)
  for (const text of texts) gathering.add(text, where)
  if (position) gathering.problem('picture_position', where.name ?? 'EXIF', { ...where, part: 'picture' })
}

/** keyword, whether packed, method, language, keyword in that language, text */
function international(data: Uint8Array, gathering: Gathering, where: Where): string {
  const keyword = data.indexOf(0)
  const language = data.indexOf(0, keyword + 3)
  const translated = data.indexOf(0, language + 1)
  if (keyword < 0 || language < 0 || translated < 0) return decodeNarrow(data)
  const text = data.subarray(translated + 1)
  const words = data[keyword + 1] === 1 ? inflated(text, gathering, where) : decodeNarrow(text)
  return leaves(`${decodeNarrow(data.subarray(language + 1, translated))} ${words}`)
}

/** words only: what is markup of a description of the picture goes */
function leaves(text: string): string {
  return text.includes('<') ? text.replaceAll(/<[^>]*>/gu, ' ').replaceAll(/\s+/gu, ' ') : text
}

function inflated(packed: Uint8Array, gathering: Gathering, where: Where): string {
  const pieces: Uint8Array[] = []
  let size = 0
  const inflate = new Unzlib((piece) => {
    size += piece.length
    if (size > MOST_TEXT) throw new Unreadable('too_large', 'words that are packed')
    pieces.push(piece.slice())
  })
  try {
    for (let at = 0; at < packed.length; at += CHUNK) inflate.push(packed.subarray(at, at + CHUNK), at + CHUNK >= packed.length)
  } catch (error) {
    gathering.failed(error instanceof Unreadable ? error : new Unreadable('damaged', 'words that are packed'), where)
  }
  return decodeNarrow(Buffer.concat(pieces))
}

/** captions as press agencies write them: 1C, record 2, number, length, text */
function captions(data: Uint8Array): string[] {
  const texts: string[] = []
  for (let at = data.indexOf(0x1c); at >= 0 && at + 5 <= data.length; at = data.indexOf(0x1c, at + 1)) {
    const length = (data[at + 3] ?? 0) * 256 + (data[at + 4] ?? 0)
    if (data[at + 1] === 2 && at + 5 + length <= data.length) texts.push(decodeNarrow(data.subarray(at + 5, at + 5 + length)))
  }
  return texts
}

function startsWith(data: Uint8Array, text: string): boolean {
  return Array.from(text).every((char, at) => data[at] === char.charCodeAt(0))
}
