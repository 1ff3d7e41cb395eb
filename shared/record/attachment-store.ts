import type { FileText, Problem } from '../extract/types.ts'
import { recordPrefixes } from '../names.ts'
import type { Digest } from '../workflow/types.ts'
import type { RecordBucket } from './bucket.ts'
import { ContentAbsent, sha256 } from './content-store.ts'
import { RecordBroken } from './failures.ts'

/** What was read in an attachment: its texts, and what a person must look at because it could not be read. */
export interface StoredTexts {
  readonly v: 1
  readonly texts: readonly Pick<FileText, 'place' | 'text' | 'label' | 'head' | 'where'>[]
  readonly problems: readonly Problem[]
}

/** Files by the SHA-256 of their bytes, and what was read in them. Both are put once and never changed. */
export class AttachmentStore {
  readonly #bucket: RecordBucket

  constructor(bucket: RecordBucket) {
    this.#bucket = bucket
  }

  /** Puts a file under the digest of its bytes, which is computed here. @throws RecordBusy */
  async put(bytes: Uint8Array): Promise<Digest> {
    const digest = sha256(bytes)
    await this.#bucket.putOnce(`${recordPrefixes.attachments}${digest}`, bytes, 'application/octet-stream')
    return digest
  }

  /** The bytes of a file. @throws ContentAbsent; RecordBroken where they are others than the digest says */
  async bytes(digest: Digest): Promise<Uint8Array> {
    const key = `${recordPrefixes.attachments}${digest}`
    const bytes = await this.#bucket.read(key)
    if (bytes === undefined) throw new ContentAbsent(key)
    if (sha256(bytes) !== digest) throw new RecordBroken(`${key} holds other bytes than its digest says`)
    return bytes
  }

  /** Keeps what was read in a file; whoever comes second changes nothing. @throws RecordBusy */
  async putTexts(digest: Digest, texts: StoredTexts): Promise<void> {
    await this.#bucket.putOnce(`${recordPrefixes.texts}${digest}`, Buffer.from(JSON.stringify(texts), 'utf8'), 'application/json')
  }

  /** What was read in a file; nothing where nobody has read it yet. @throws RecordBroken */
  async texts(digest: Digest): Promise<StoredTexts | undefined> {
    const key = `${recordPrefixes.texts}${digest}`
    const bytes = await this.#bucket.read(key)
    if (bytes === undefined) return undefined
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    if (!isTexts(value)) throw new RecordBroken(`${key} is something else than what was asked for`)
    return value
  }
}

// Written by the reader alone, under a prefix that nobody else may write.
function isTexts(value: unknown): value is StoredTexts {
  return typeof value === 'object' && value !== null && 'v' in value && value.v === 1
    && 'texts' in value && Array.isArray(value.texts) && 'problems' in value && Array.isArray(value.problems)
}
