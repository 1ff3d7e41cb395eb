import { createHash } from 'node:crypto'
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import type { Digest } from '../../../shared/workflow/types.ts'
import { isServedAsWritten } from '../../publish/index.ts'

/** An object as a listing names it. */
export interface Listed {
  readonly path: string
  /** the same as long as nobody writes the object again */
  readonly print: string
}

/** An object as it was read: its own bytes count, not what was said of them when they were written. */
export interface Looked {
  readonly etag: string
  readonly print: string
  readonly sha256: Digest
  /** whether it says of itself what its bytes are, and is served as publishing serves what lies at this address */
  readonly asWritten: boolean
  readonly writtenAt: Date
}

/** The portal bucket as the comparison needs it. */
export interface PortalBucket {
  /** Objects in the order of their paths; `complete` where there are no more behind. */
  list(place: { readonly prefix?: string, readonly after?: string }): Promise<{ readonly objects: readonly Listed[], readonly complete: boolean }>
  look(path: string): Promise<Looked | undefined>
  /** @returns whether it is gone; not where another object lies there by now. What was there stays as an older version */
  remove(path: string, etag: string): Promise<boolean>
}

/** The portal bucket over the SDK. */
export class S3PortalBucket implements PortalBucket {
  readonly #bucket: string
  readonly #client: S3Client

  constructor(bucket: string, client: S3Client = new S3Client({})) {
    this.#bucket = bucket
    this.#client = client
  }

  async list({ prefix, after }: { readonly prefix?: string, readonly after?: string }) {
    const { Contents = [], IsTruncated } = await this.#client.send(new ListObjectsV2Command({
      Bucket: this.#bucket, ...(prefix !== undefined && { Prefix: prefix }), ...(after !== undefined && { StartAfter: after }),
    }))
    const objects = Contents.map(({ Key = '', ETag = '', LastModified }) => ({ path: Key, print: printOf(ETag, LastModified) }))
    return { objects, complete: IsTruncated !== true }
  }

  async look(path: string): Promise<Looked | undefined> {
    try {
      const { Body, ETag = '', LastModified, Metadata, ContentType, ContentDisposition, CacheControl } =
        await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: path }))
      const hash = createHash('sha256')
      // Piece by piece: an attachment may be larger than this function's memory should hold.
      if (Body && Symbol.asyncIterator in Body) for await (const piece of Body) hash.update(piece)
      const sha256 = hash.digest('hex')
      const headers = {
        ...(ContentType !== undefined && { type: ContentType }), ...(CacheControl !== undefined && { caching: CacheControl }),
        ...(ContentDisposition !== undefined && { disposition: ContentDisposition }),
      }
      return {
        etag: ETag, print: printOf(ETag, LastModified), sha256, writtenAt: LastModified ?? new Date(0),
        asWritten: Metadata?.['sha256'] === sha256 && isServedAsWritten(path, headers),
      }
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') return undefined
      throw error
    }
  }

  async remove(path: string, etag: string): Promise<boolean> {
    try {
      await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: path, IfMatch: etag }))
      return true
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') return true
      if (error instanceof Error && ['PreconditionFailed', 'ConditionalRequestConflict'].includes(error.name)) return false
      throw error
    }
  }
}

// Listings and objects tell the time to the second and to the millisecond.
function printOf(etag: string, at: Date | undefined): string {
  return `${etag.replaceAll('"', '')} ${Math.floor((at?.getTime() ?? 0) / 1000)}`
}
