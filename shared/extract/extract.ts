import { Gathering, Unreadable } from './gathering.ts'
import { kindOf, mismatch } from './kind.ts'
import type { Insides } from './office/package.ts'
import { openPackage, readPackage } from './office/package.ts'
import { readPdf } from './pdf/read.ts'
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
  try {
    if (bytes.length > limits.fileBytes) throw new Unreadable('too_large', `file > ${limits.fileBytes} bytes`)
    await readFile(bytes, file, gathering)
  } catch (error) {
    gathering.failed(error)
  }
  const { texts, problems, source } = gathering
  return source === undefined ? { texts, problems } : { texts, problems, source }
}

async function readFile(bytes: Uint8Array, { name, mediaType }: FileName, gathering: Gathering): Promise<void> {
  if (bytes.length === 0) throw new Unreadable('damaged', 'empty')
  const kind = kindOf(bytes, name)
  const check = (found: string): void => {
    const wrong = mismatch(found, name, mediaType)
    if (wrong !== undefined) gathering.problem('wrong_kind', wrong)
  }
  switch (kind) {
    case 'zip': {
      const office = openPackage(bytes, gathering)
      check(office.kind)
      await readPackage(bytes, office, gathering, insidesOf(gathering))
      break
    }
    case 'text':
      check(kind)
      readPlain(bytes, gathering)
      break
    case 'csv':
      check(kind)
      readCsv(bytes, gathering)
      break
    case 'html':
      check(kind)
      readHtml(bytes, gathering)
      break
    case 'pdf':
      check(kind)
      await readPdf(bytes, gathering, insidesOf(gathering))
      break
    case 'compound':
    case 'png':
    case 'jpg':
    case 'other':
      throw new Unreadable('unknown_kind', kind)
  }
}

function insidesOf(gathering: Gathering): Insides {
  return {
    picture: async (_, where) => gathering.problem('picture_unread', where.name ?? '', where),
    file: (bytes, name) => readFile(bytes, { name }, gathering),
  }
}
