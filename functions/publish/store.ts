import type { PutObjectCommandInput } from '@aws-sdk/client-s3'
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { PortalFile } from '../../shared/portal/index.ts'
import { digestOf } from '../../shared/portal/index.ts'
import { attachmentDisposition } from '../../shared/document/attachment-name.ts'
import type { Lying, PortalStore, PublicFile } from './ports.ts'

/** Long enough to spare the bucket a rush, short enough for a removal. */
const PAGES = 'public, max-age=60'
const ASSETS = 'public, max-age=31536000, immutable'

/** The portal bucket over the SDK. */
export class S3PortalStore implements PortalStore {
  readonly #bucket: string
  readonly #client: S3Client

  constructor(bucket: string, client: S3Client = new S3Client({})) {
    this.#bucket = bucket
    this.#client = client
  }

  async head(path: string): Promise<Lying | undefined> {
    try {
      const { ETag, Metadata } = await this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: path }))
      const sha256 = Metadata?.['sha256']
      return { etag: ETag ?? '', ...(sha256 && { sha256 }) }
    } catch (error) {
      if (statusOf(error) === 404) return undefined
      throw error
    }
  }

  async put(file: PortalFile, over: Lying | undefined): Promise<boolean> {
    return this.#write(file.path, Buffer.from(file.text, 'utf8'), digestOf(file.text), over, {
      ContentType: file.type, CacheControl: file.immutable ? ASSETS : PAGES,
    })
  }

  // Saved, never shown: what people upload must not run as a page of the portal.
  async attach(file: PublicFile, bytes: Uint8Array, over: Lying | undefined): Promise<boolean> {
    return this.#write(file.path, bytes, file.sha256, over, {
      ContentType: file.mediaType, CacheControl: PAGES, ContentDisposition: attachmentDisposition(file.name),
    })
  }

  async #write(
    Key: string, Body: Uint8Array, sha256: string, over: Lying | undefined,
    headers: Pick<PutObjectCommandInput, 'ContentType' | 'CacheControl' | 'ContentDisposition'>,
  ): Promise<boolean> {
    try {
      await this.#client.send(new PutObjectCommand({
        Bucket: this.#bucket, Key, Body, Metadata: { sha256 }, ...headers, ...(over ? { IfMatch: over.etag } : { IfNoneMatch: '*' }),
      }))
      return true
    } catch (error) {
      // 412: another object. 409: somebody writes it at this moment. 404: it is gone.
      if ([404, 409, 412].includes(statusOf(error) ?? 0)) return false
      throw error
    }
  }
}

/** What an object is served with. */
export interface Headers { readonly type?: string, readonly disposition?: string, readonly caching?: string }

/**
 * Whether an object is served as publishing serves what lies there: attachments are saved and never shown, and nothing is
 * kept so long that a removal would not reach its readers.
 */
export function isServedAsWritten(path: string, { type = '', disposition = '', caching }: Headers): boolean {
  if (path.startsWith('assets/')) return caching === ASSETS
  const shown = path.endsWith('.html') ? type.startsWith('text/html') : !/html|svg|javascript/iu.test(type)
  const isFile = /^items\/[^/]+\/files\//u.test(path)
  return caching === PAGES && (isFile && type !== 'text/plain; charset=utf-8' ? disposition.startsWith('attachment') : shown)
}

function statusOf(error: unknown): number | undefined {
  const metadata: unknown = error instanceof Error && '$metadata' in error ? error.$metadata : undefined
  return typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
    && typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined
}
