import { extractTexts } from '../../shared/extract/extract.ts'
import { LIMITS } from '../../shared/extract/types.ts'
import type { Extracted } from '../../shared/extract/types.ts'
import type { Record, StoredTexts } from '../../shared/record/index.ts'
import { ContentAbsent, RecordBroken } from '../../shared/record/index.ts'
import type { Digest } from '../../shared/workflow/types.ts'

/** There is no time for another file; the rest is read by the next call. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime'
}

/** What one file may take, with room to store what was read. */
const FILE_MS = LIMITS.time + 15_000

/**
 * Reads the attachments of a revision that nobody has read yet. A file that cannot be read is kept as a problem.
 *
 * @param left milliseconds that are left
 * @returns how many were read
 * @throws OutOfTime, and what the record throws
 */
export async function extractAttachments(
  record: Pick<Record, 'content' | 'attachment' | 'texts' | 'putTexts'>, revision: Digest, left: () => number,
): Promise<number> {
  const { attachments } = await record.content(revision)
  let read = 0
  for (const { sha256, name, mediaType } of attachments) {
    if (await record.texts(sha256)) continue
    if (left() < FILE_MS) throw new OutOfTime()
    await record.putTexts(sha256, stored(await readOne(record, sha256, { name, mediaType })))
    read += 1
  }
  return read
}

async function readOne(
  record: Pick<Record, 'attachment'>, sha256: Digest, file: { readonly name: string, readonly mediaType: string },
): Promise<Extracted> {
  try {
    return await extractTexts(await record.attachment(sha256), file)
  } catch (error) {
    // What does not lie there as it was taken in is for a person to look at; it will not be published either.
    if (error instanceof ContentAbsent || error instanceof RecordBroken) {
      return { texts: [], problems: [{ code: 'unread', detail: error.name }] }
    }
    throw error
  }
}

function stored({ texts, problems }: Extracted): StoredTexts {
  return { v: 1, texts: texts.map(({ place, text, label, head, where }) => ({ place, text, label, head, where })), problems }
}
