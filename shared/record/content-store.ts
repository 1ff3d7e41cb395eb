import { createHash } from 'node:crypto'
import type { Content } from '../document/content.ts'
import type { ProblemCode, Where } from '../extract/types.ts'
import { recordPrefixes } from '../names.ts'
import type { StoredLexicon } from '../screening/stored.ts'
import { isStoredLexicon } from '../screening/stored.ts'
import type { Report } from '../screening/types.ts'
import type { Digest, Disposition } from '../workflow/types.ts'
import type { RecordBucket } from './bucket.ts'
import { canonical } from './event.ts'
import { RecordBroken } from './failures.ts'

/** The record bucket has no object of this digest. */
export class ContentAbsent extends Error {
  override readonly name = 'ContentAbsent'
}

/** A report as it is stored: what screening found, and in which revision. */
export interface StoredReport extends Report {
  readonly revision: Digest
  /** where the findings in attachments stand in their files, by finding; absent without attachments */
  readonly places?: Readonly<Record<string, FilePlace>>
}

/** Where a finding stands in an attachment: the n-th of the revision, from 0. Without `where` it is the file as a whole. */
export interface FilePlace {
  readonly attachment: number
  readonly where?: Where
  /** why a person must look, where it could not be read */
  readonly problem?: ProblemCode | 'too_many_findings'
}

/**
 * What rows only name by digest: immutable, each under the SHA-256 of its canonical bytes. Putting the same twice is
 * the same as once.
 */
export class ContentStore {
  readonly #bucket: RecordBucket

  constructor(bucket: RecordBucket) {
    this.#bucket = bucket
  }

  putContent(content: Content): Promise<Digest> {
    return this.#put(recordPrefixes.revisions, content)
  }

  /** @throws ContentAbsent, RecordBroken where the bytes do not belong to the digest */
  content(digest: Digest): Promise<Content> {
    return this.#get(recordPrefixes.revisions, digest, isContent)
  }

  putReport(report: StoredReport): Promise<Digest> {
    return this.#put(recordPrefixes.reports, report)
  }

  /** @throws ContentAbsent, RecordBroken where the bytes do not belong to the digest */
  report(digest: Digest): Promise<StoredReport> {
    return this.#get(recordPrefixes.reports, digest, isReport)
  }

  putDispositions(dispositions: readonly Disposition[]): Promise<Digest> {
    return this.#put(recordPrefixes.reports, dispositions)
  }

  /** @throws ContentAbsent, RecordBroken where the bytes do not belong to the digest */
  dispositions(digest: Digest): Promise<readonly Disposition[]> {
    return this.#get(recordPrefixes.reports, digest, isDispositions)
  }

  putLexicon(lexicon: StoredLexicon): Promise<Digest> {
    return this.#put(recordPrefixes.lexicons, lexicon)
  }

  /** @throws ContentAbsent, RecordBroken where the bytes do not belong to the digest */
  lexicon(digest: Digest): Promise<StoredLexicon> {
    return this.#get(recordPrefixes.lexicons, digest, isStoredLexicon)
  }

  async #put(prefix: string, value: unknown): Promise<Digest> {
    const body = Buffer.from(canonical(value), 'utf8')
    const digest = sha256(body)
    // What is there already under its digest has these bytes.
    await this.#bucket.putOnce(`${prefix}${digest}`, body, 'application/json')
    return digest
  }

  async #get<T>(prefix: string, digest: Digest, is: (value: unknown) => value is T): Promise<T> {
    const Key = `${prefix}${digest}`
    const bytes = await this.#bucket.read(Key)
    if (bytes === undefined) throw new ContentAbsent(Key)
    if (sha256(bytes) !== digest) throw new RecordBroken(`${Key} holds other bytes than its digest says`)
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    if (!is(value)) throw new RecordBroken(`${Key} is something else than what was asked for`)
    return value
  }
}

/** SHA-256 in hex of what would be stored. */
export function digestOf(value: unknown): Digest {
  return sha256(Buffer.from(canonical(value), 'utf8'))
}

/** SHA-256 of bytes, in hex. */
export function sha256(bytes: Uint8Array): Digest {
  return createHash('sha256').update(bytes).digest('hex')
}

// Stored under the digest of exactly these bytes by this room after the input was checked: telling kinds is enough.
function isContent(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && 'title' in value && 'body' in value && 'fields' in value
}

function isReport(value: unknown): value is StoredReport {
  return typeof value === 'object' && value !== null && 'edition' in value && 'findings' in value && 'counts' in value
}

function isDispositions(value: unknown): value is readonly Disposition[] {
  return Array.isArray(value)
}
