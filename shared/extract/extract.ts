import { Gathering, Unreadable } from './gathering.ts'
import { kindOf, mismatch } from './kind.ts'
import { readLegacy } from './legacy/word.ts'
import type { Insides } from './office/package.ts'
import { openPackage, readPackage } from './office/package.ts'
import { readPdf } from './pdf/read.ts'
import { Ocr } from './picture/ocr.ts'
import { readDots, readPicture } from './picture/read.ts'
import { readCsv, readHtml, readPlain } from './plain.ts'
import type { Extracted, FileName, Limits } from './types.ts'
import { LIMITS } from './types.ts'

/**
 * Takes all texts out of a file, also those that nobody sees when it is opened. Knows the file by its bytes; a name
 * or type that does not fit them is a problem.
 * @returns texts in reading order, and a problem for everything that was not read; it never throws because of a file
 */
export async function extractTexts(bytes: Uint8Array, file: FileName, limits: Limits = LIMITS): Promise<Extracted> {
  const gathering = new Gathering(limits)
  const ocr = new Ocr(limits.ocrTime)
  try {
    if (bytes.length > limits.fileBytes) throw new Unreadable('too_large', `file > ${limits.fileBytes} bytes`)
    await readFile(bytes, file, gathering, ocr)
  } catch (error) {
    gathering.failed(error)
  } finally {
    await ocr.close()
  }
  const { texts, problems, source } = gathering
  return source === undefined ? { texts, problems } : { texts, problems, source }
}

async function readFile(bytes: Uint8Array, { name, mediaType }: FileName, gathering: Gathering, ocr: Ocr): Promise<void> {
  if (bytes.length === 0) throw new Unreadable('damaged', 'empty')
  const kind = kindOf(bytes, name)
  if (kind === 'other') throw new Unreadable('unknown_kind', kind)
  const office = kind === 'zip' ? openPackage(bytes, gathering) : undefined
  // A compound file may be many things; only a Word document is read to its end.
  if (kind === 'compound') readLegacy(bytes, gathering)
  const wrong = mismatch(office?.kind ?? (kind === 'compound' ? 'doc' : kind), name, mediaType)
  if (wrong !== undefined) gathering.problem('wrong_kind', wrong)
  const insides = insidesOf(gathering, ocr)
  switch (kind) {
    case 'zip':
      if (office !== undefined) await readPackage(bytes, office, gathering, insides)
      break
    case 'compound':
      break
    case 'text':
      readPlain(bytes, gathering)
      break
    case 'csv':
      readCsv(bytes, gathering)
      break
    case 'html':
      readHtml(bytes, gathering)
      break
    case 'pdf':
      await readPdf(bytes, gathering, insides)
      break
    case 'png':
    case 'jpg':
      await readPicture(bytes, kind, gathering, { part: 'picture' }, ocr)
      break
  }
}

function insidesOf(gathering: Gathering, ocr: Ocr): Insides {
  return {
    picture: async (bytes, where) => {
      const kind = kindOf(bytes, '')
      if (kind !== 'png' && kind !== 'jpg') throw new Unreadable('picture_unread', where.name ?? '')
      await readPicture(bytes, kind, gathering, where, ocr)
    },
    dots: (bytes, where) => readDots(bytes, bytes.length, gathering, where, ocr),
    file: (bytes, name) => readFile(bytes, { name }, gathering, ocr),
  }
}
