import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { ulid } from 'ulid'
import type { BucketPlan } from '../plan.ts'
import type { Answer } from './forward.ts'
import { forward } from './forward.ts'
import type { FormPost } from './s3.ts'
import { readFormPost } from './s3.ts'

/** An object of S3 in the path style: `/bucket/key`, decoded. */
export interface Target { readonly bucket: string, readonly key: string }

export interface StoredVersion {
  readonly versionId: string
  /** Absent where this version is the mark of a deletion. */
  readonly body?: Buffer
}

export interface ObjectRequest {
  readonly method: string
  readonly target: Target
  /** Path with query, encoded, without signature. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** What s3rver lacks: conditional writes, versions, and one write at a time for each key. */
export class Objects {
  readonly #origin: string
  readonly #folder: string
  readonly #versioned: ReadonlySet<string>
  readonly #turns = new Map<string, Promise<unknown>>()

  constructor(origin: string, folder: string, buckets: readonly BucketPlan[]) {
    this.#origin = origin
    this.#folder = folder
    this.#versioned = new Set(buckets.filter((one) => one.versioned).map((one) => one.name))
  }

  async handle(request: ObjectRequest): Promise<Answer> {
    if ((request.headers['content-encoding'] ?? '').includes('aws-chunked')) {
      return problem(501, 'NotImplemented',
        'This body is framed in chunks; set AWS_REQUEST_CHECKSUM_CALCULATION=WHEN_REQUIRED')
    }
    if (request.method === 'POST' && request.target.key === '' && request.query.size === 0) return this.#formPost(request)
    return this.#inTurn(request.target, () => this.#handle(request))
  }

  async #formPost(request: ObjectRequest): Promise<Answer> {
    const post = await readFormPost(request.headers, request.body, Date.now())
    if (typeof post === 'string') return problem(403, 'AccessDenied', post.replaceAll('<', '&lt;'))
    const target = { ...request.target, key: post.key }
    return this.#inTurn(target, async () => {
      const headers = { ...request.headers, 'content-type': post.contentType }
      const answer = await forward(this.#origin, request.path, 'POST', headers, post.body)
      if (answer.status >= 400) return answer
      const path = `/${target.bucket}/${post.key.split('/').map(encodeURIComponent).join('/')}`
      await this.#untilWritten(path, post.size)
      const kept = this.#versioned.has(target.bucket) ? await this.#keep(target, await this.#bytesOf(path), answer) : answer
      return redirected(kept, post, target, (await this.#head(path)).headers.etag ?? '')
    })
  }

  /** Every version of a key, oldest first, deletions included. */
  async versions(target: Target): Promise<StoredVersion[]> {
    const folder = this.#folderOf(target)
    const names = await readdir(folder).catch((): string[] => [])
    return Promise.all(names.toSorted().map(async (name): Promise<StoredVersion> => name.endsWith('.deleted')
      ? { versionId: name.slice(0, -'.deleted'.length) }
      : { versionId: name, body: await readFile(join(folder, name)) }))
  }

  async #handle(request: ObjectRequest): Promise<Answer> {
    const { method, target, query } = request
    const versionId = query.get('versionId')
    if (versionId && method === 'GET') return this.#oldVersion(target, versionId)
    if (versionId && method === 'DELETE') {
      return problem(501, 'NotImplemented', 'The local runner removes no version')
    }
    const refused = method === 'PUT' || method === 'DELETE' ? await this.#precondition(request) : undefined
    if (refused) return refused
    const { 'if-match': _match, 'if-none-match': _none, ...unconditional } = request.headers
    const headers = method === 'PUT' || method === 'DELETE' ? unconditional : request.headers
    const { path, headers: asked } = method === 'GET' ? withoutOverrides(request) : { path: request.path, headers: {} }
    const answer = overridden(await forward(this.#origin, path, method, headers, request.body), asked)
    if (answer.status >= 300 || target.key === '') return answer
    if (method === 'PUT' && query.size === 0) {
      const copied = request.headers['x-amz-copy-source'] !== undefined
      if (!copied) await this.#untilWritten(request.path, request.body.length)
      if (!this.#versioned.has(target.bucket)) return answer
      return this.#keep(target, copied ? await this.#bytesOf(request.path) : request.body, answer)
    }
    if (method === 'DELETE' && this.#versioned.has(target.bucket)) {
      const id = ulid()
      await mkdir(this.#folderOf(target), { recursive: true })
      await writeFile(join(this.#folderOf(target), `${id}.deleted`), '')
      return { ...answer, headers: { ...answer.headers, 'x-amz-delete-marker': 'true', 'x-amz-version-id': id } }
    }
    return answer
  }

  // Conditional writes and deletes: "Add preconditions to S3 operations with conditional requests", Amazon S3 User Guide.
  async #precondition({ headers, path }: ObjectRequest): Promise<Answer | undefined> {
    const match = headers['if-match']
    const noneMatch = headers['if-none-match']
    if (match === undefined && noneMatch === undefined) return undefined
    const present = await this.#head(path)
    const exists = present.status === 200
    if (noneMatch !== undefined) {
      if (noneMatch !== '*') return problem(501, 'NotImplemented', 'If-None-Match takes * only')
      return exists ? problem(412, 'PreconditionFailed', 'The object exists') : undefined
    }
    if (!exists) return problem(404, 'NoSuchKey', 'The specified key does not exist.')
    const same = bare(present.headers.etag) === bare(match)
    return same ? undefined : problem(412, 'PreconditionFailed', 'The object is another one')
  }

  async #keep(target: Target, body: Buffer, answer: Answer): Promise<Answer> {
    const id = ulid()
    await mkdir(this.#folderOf(target), { recursive: true })
    await writeFile(join(this.#folderOf(target), id), body)
    return { ...answer, headers: { ...answer.headers, 'x-amz-version-id': id } }
  }

  async #oldVersion(target: Target, versionId: string): Promise<Answer> {
    const found = (await this.versions(target)).find((one) => one.versionId === versionId)
    if (!found?.body) return problem(404, 'NoSuchVersion', 'The specified version does not exist.')
    return { status: 200, headers: { 'x-amz-version-id': versionId }, body: found.body }
  }

  // s3rver answers before the bytes are on the disk, so the next reader might see a part of them.
  async #untilWritten(path: string, size: number): Promise<void> {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const present = await this.#head(path)
      if (Number(present.headers['content-length']) === size) return
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    throw new Error(`s3rver did not write ${path}`)
  }

  async #bytesOf(path: string): Promise<Buffer> {
    return (await forward(this.#origin, path, 'GET', { host: '127.0.0.1' }, Buffer.alloc(0))).body
  }

  async #head(path: string): Promise<Answer> {
    return forward(this.#origin, path.split('?')[0] ?? path, 'HEAD', { host: '127.0.0.1' }, Buffer.alloc(0))
  }

  #folderOf({ bucket, key }: Target): string {
    // A key may be longer than a file name may be.
    return join(this.#folder, bucket, createHash('sha256').update(key).digest('hex'))
  }

  async #inTurn<T>({ bucket, key }: Target, work: () => Promise<T>): Promise<T> {
    const name = `${bucket}/${key}`
    const before = this.#turns.get(name) ?? Promise.resolve()
    const mine = before.then(work, work)
    const settled = mine.then(() => {}, () => {})
    this.#turns.set(name, settled)
    try {
      return await mine
    } finally {
      if (this.#turns.get(name) === settled) this.#turns.delete(name)
    }
  }
}

// s3rver knows these only with a signature, which it never gets to see.
function withoutOverrides({ path, query }: ObjectRequest): { path: string, headers: Record<string, string> } {
  const asked = [...query].filter(([name]) => name.startsWith('response-'))
  if (asked.length === 0) return { path, headers: {} }
  const left = new URLSearchParams([...query].filter(([name]) => !name.startsWith('response-')))
  return {
    path: [path.split('?')[0], left.toString()].filter(Boolean).join('?'),
    headers: Object.fromEntries(asked.map(([name, value]) => [name.slice('response-'.length), value])),
  }
}

function overridden(answer: Answer, headers: Readonly<Record<string, string>>): Answer {
  return answer.status === 200 ? { ...answer, headers: { ...answer.headers, ...headers } } : answer
}

// "POST Object", Amazon S3 API Reference: the redirect carries bucket, key and etag.
function redirected(answer: Answer, { redirect, key }: FormPost, { bucket }: Target, etag: string): Answer {
  if (redirect === undefined || !URL.canParse(redirect)) return answer
  const location = new URL(redirect)
  for (const [name, value] of Object.entries({ bucket, key, etag })) location.searchParams.set(name, value)
  return { status: 303, headers: { ...answer.headers, location: location.href }, body: Buffer.alloc(0) }
}

/** An S3 error as the SDK reads it. */
export function problem(status: number, code: string, message: string): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`
  return { status, headers: { 'content-type': 'application/xml' }, body: Buffer.from(body) }
}

function bare(etag: string | undefined): string {
  return (etag ?? '').replaceAll('"', '')
}
