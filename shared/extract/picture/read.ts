import type { Gathering } from '../gathering.ts'
import { Unreadable } from '../gathering.ts'
import type { Where } from '../types.ts'
import type { PictureKind } from './header.ts'
import { readHeader } from './header.ts'
import { readMetadata } from './metadata.ts'
import type { Ocr } from './ocr.ts'

/** below this the reader guesses */
const SURE = 60
/** pictures below this are ornaments: nothing to read in them is no wonder */
const ORNAMENT = 10_000

/**
 * Reads a picture's words: those beside its dots, and those in them by OCR. A picture in which little or nothing was
 * read is a problem: a person sees more.
 * @throws Unreadable when it is damaged or larger than is read
 */
export async function readPicture(bytes: Uint8Array, kind: PictureKind, gathering: Gathering, where: Where, ocr: Ocr): Promise<void> {
  const { width, height, pieces } = readHeader(bytes, kind)
  readMetadata(pieces, gathering, where)
  if (width * height > gathering.limits.pixels) throw new Unreadable('picture_unread', `${width} × ${height} dots`)
  await readDots(bytes, width * height, gathering, where, ocr)
}

/** Reads the dots of a picture in any format that OCR knows, whose size has been checked. @throws Unreadable */
export async function readDots(bytes: Uint8Array, area: number, gathering: Gathering, where: Where, ocr: Ocr): Promise<void> {
  if (!gathering.takePicture()) throw new Unreadable('picture_unread', `pictures > ${gathering.limits.pictures}`)
  const { text, confidence } = await ocr.read(bytes)
  gathering.add(text.trim(), where)
  if (text.trim() === '') {
    if (area >= ORNAMENT) gathering.problem('picture_unread', 'nothing was read in it', where)
  } else if (confidence < SURE) gathering.problem('picture_unread', `read without certainty (${Math.round(confidence)} of 100)`, where)
}
