import type { S3Client } from '@aws-sdk/client-s3'
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { attachmentDisposition } from '../document/attachment-name.ts'
import { exportPrefix, recordPrefixes, uploadPrefix } from '../names.ts'
import type { Digest } from '../workflow/types.ts'
import { RecordBucket } from './bucket.ts'
import { sha256 } from './content-store.ts'
import { isNamed } from './failures.ts'
import type { Variables } from './tables.ts'

/** A form that a browser posts straight to the record bucket. */
export interface UploadForm {
  /** where it posts to, and the origin of that */
  readonly url: string
  readonly origin: string
  /** hidden fields, in front of the field `file` */
  readonly fields: Readonly<Record<string, string>>
}

/** Whose upload it is; the key of what arrives says so. */
export interface UploadPlace {
  readonly item: string
  readonly person: string
  /** ULID of this one form */
  readonly id: string
}

/** A file as it arrived, or why it cannot be taken: it is larger than allowed, or another one than S3 told the browser. */
export type Uploaded = { readonly name: string, readonly bytes: Uint8Array } | 'too_large' | 'changed'

const FORM_SECONDS = 3600
const LINK_SECONDS = 60

/** The ways by which files come from browsers into the record bucket and back, without passing a function. */
export class Uploads {
  readonly #bucket: string
  readonly #client: S3Client

  constructor(variables: Variables) {
    const { name, s3 } = new RecordBucket(variables)
    this.#bucket = name
    this.#client = s3
  }

  /**
   * A form for one file, good for an hour.
   *
   * @param most bytes that the bucket takes; what is too large or empty for an attachment but not for the bucket can be told so
   *   on a page of ours, while the bucket itself answers people with XML
   * @param next where the browser goes then; S3 adds `bucket`, `key` and `etag`
   * @see "Browser-Based Uploads Using POST", Amazon S3 API Reference
   */
  async form(place: UploadPlace, most: number, next: string): Promise<UploadForm> {
    const { url, fields } = await createPresignedPost(this.#client, {
      Bucket: this.#bucket,
      Key: `${folderOf(place)}\${filename}`,
      Fields: { 'success_action_redirect': next, 'Content-Type': 'application/octet-stream' },
      Conditions: [['content-length-range', 0, most], { success_action_redirect: next }, { 'Content-Type': 'application/octet-stream' }],
      Expires: FORM_SECONDS,
    })
    return { url, origin: new URL(url).origin, fields }
  }

  /**
   * What has arrived under a key that belongs to this place.
   *
   * @param etag what S3 said of the object as the browser came from there
   * @returns nothing where the upload never came to its end, or the key is of another item or person
   */
  async take(place: UploadPlace, { key, etag, most }: { readonly key: string, readonly etag: string, readonly most: number }): Promise<Uploaded | undefined> {
    const folder = folderOf(place)
    if (!key.startsWith(folder)) return undefined
    const object = { Bucket: this.#bucket, Key: key }
    try {
      const { ContentLength } = await this.#client.send(new HeadObjectCommand(object))
      if ((ContentLength ?? 0) > most) return 'too_large'
      const { Body, ETag } = await this.#client.send(new GetObjectCommand(object))
      const bytes = await Body?.transformToByteArray() ?? new Uint8Array()
      if (bare(ETag) !== bare(etag)) return 'changed'
      return bytes.length > most ? 'too_large' : { name: key.slice(folder.length), bytes }
    } catch (error) {
      if (isNamed(error, 'NoSuchKey') || isNamed(error, 'NotFound')) return undefined
      throw error
    }
  }

  /**
   * Lays a file out that is too large for an answer, for days only, like everything under this prefix.
   *
   * @returns an address at which it can be fetched for a minute, under its own name
   */
  async layOut(bytes: Uint8Array, name: string, type: string): Promise<string> {
    const object = { Bucket: this.#bucket, Key: `${exportPrefix}${sha256(bytes)}` }
    await this.#client.send(new PutObjectCommand({ ...object, Body: bytes, ContentType: type }))
    return getSignedUrl(this.#client, new GetObjectCommand({
      ...object, ResponseContentDisposition: attachmentDisposition(name), ResponseContentType: type,
    }), { expiresIn: LINK_SECONDS })
  }

  /** An address at which an attachment can be fetched for a minute, under its own name. */
  link(digest: Digest, name: string): Promise<string> {
    return getSignedUrl(this.#client, new GetObjectCommand({
      Bucket: this.#bucket, Key: `${recordPrefixes.attachments}${digest}`,
      ResponseContentDisposition: attachmentDisposition(name), ResponseContentType: 'application/octet-stream',
    }), { expiresIn: LINK_SECONDS })
  }
}

function folderOf({ item, person, id }: UploadPlace): string {
  return `${uploadPrefix}${item}/${person}/${id}/`
}

function bare(etag: string | undefined): string {
  return (etag ?? '').replaceAll('"', '')
}
