import { createHash } from 'node:crypto'
import type { S3ClientConfig } from '@aws-sdk/client-s3'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { Content } from '../document/content.ts'
import type { ProblemCode, Where } from '../extract/types.ts'
import { env, recordPrefixes } from '../names.ts'
import type { StoredLexicon } from '../screening/stored.ts'
import { isStoredLexicon } from '../screening/stored.ts'
import type { Report } from '../screening/types.ts'
import type { Digest, Disposition } from '../workflow/types.ts'
import { canonical } from './event.ts'
import { backOff, RecordBroken, RecordBusy } from './failures.ts'
import type { Variables } from './tables.ts'
import { clientConfig } from './tables.ts'

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
  readonly #variables: Variables
  #client: S3Client | undefined

  constructor(variables: Variables) {
    this.#variables = variables
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

  destroy(): void {
    this.#client?.destroy()
  }

  get #s3(): S3Client {
    this.#client ??= new S3Client(s3Config(this.#variables))
    return this.#client
  }

  get #bucket(): string {
    const bucket = this.#variables[env.recordBucket]
    if (!bucket) throw new Error('This function is not bound to the record bucket')
    return bucket
  }

  async #put(prefix: string, value: unknown): Promise<Digest> {
    const body = Buffer.from(canonical(value), 'utf8')
    const digest = sha256(body)
    const command = new PutObjectCommand({
      Bucket: this.#bucket, Key: `${prefix}${digest}`, Body: body, ContentType: 'application/json', IfNoneMatch: '*',
    })
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const status = await this.#s3.send(command).then(() => 200, statusOf)
      // 412: it is there already, under its digest and so with these bytes. 409: somebody puts it at this moment.
      if (status === 200 || status === 412) return digest
      await backOff(attempt)
    }
    throw new RecordBusy(`${prefix}${digest}`)
  }

  async #get<T>(prefix: string, digest: Digest, is: (value: unknown) => value is T): Promise<T> {
    const Key = `${prefix}${digest}`
    const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket: this.#bucket, Key })).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'NoSuchKey') throw new ContentAbsent(Key, { cause: error })
      throw error
    })
    const bytes = await Body?.transformToByteArray() ?? new Uint8Array()
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

/** 412 or 409, what a conditional write was answered; whatever else went wrong is thrown again. */
export function statusOf(error: unknown): number {
  const metadata: unknown = error instanceof Error && '$metadata' in error ? error.$metadata : undefined
  const status = typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
    ? metadata.httpStatusCode : undefined
  if (status === 412 || status === 409) return status
  throw error
}

/** How to reach the record bucket. */
export function s3Config(variables: Variables): S3ClientConfig {
  if (variables === process.env) return {}
  return { ...clientConfig(variables, 'AWS_ENDPOINT_URL_S3'), requestChecksumCalculation: 'WHEN_REQUIRED' }
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
