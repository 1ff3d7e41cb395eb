import type { S3ClientConfig } from '@aws-sdk/client-s3'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { env } from '../names.ts'
import { backOff, isNamed, RecordBusy } from './failures.ts'
import type { Variables } from './tables.ts'
import { clientConfig } from './tables.ts'

const ATTEMPTS = 5

/** The record bucket that variables lead to, looked for once it is needed: not every function is bound to it. */
export class RecordBucket {
  readonly #variables: Variables
  #client: S3Client | undefined

  constructor(variables: Variables) {
    this.#variables = variables
  }

  get s3(): S3Client {
    this.#client ??= new S3Client(s3Config(this.#variables))
    return this.#client
  }

  /** @throws Error where the function is not bound to it */
  get name(): string {
    const bucket = this.#variables[env.recordBucket]
    if (!bucket) throw new Error('This function is not bound to the record bucket')
    return bucket
  }

  /** Puts an object where none is; what is there already stays. @throws RecordBusy */
  async putOnce(Key: string, Body: Uint8Array, ContentType: string): Promise<void> {
    const command = new PutObjectCommand({ Bucket: this.name, Key, Body, ContentType, IfNoneMatch: '*' })
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const status = await this.s3.send(command).then(() => 200, statusOf)
      // 412: it is there already. 409: somebody puts it at this moment.
      if (status === 200 || status === 412) return
      await backOff(attempt)
    }
    throw new RecordBusy(Key)
  }

  /** The bytes of an object; nothing where there is none. */
  async read(Key: string): Promise<Uint8Array | undefined> {
    try {
      const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: this.name, Key }))
      return await Body?.transformToByteArray() ?? new Uint8Array()
    } catch (error) {
      if (isNamed(error, 'NoSuchKey')) return undefined
      throw error
    }
  }

  destroy(): void {
    this.#client?.destroy()
  }
}

/** How to reach the record bucket. */
export function s3Config(variables: Variables): S3ClientConfig {
  if (variables === process.env) return {}
  return { ...clientConfig(variables, 'AWS_ENDPOINT_URL_S3'), requestChecksumCalculation: 'WHEN_REQUIRED' }
}

/** 412 or 409, what a conditional write was answered; whatever else went wrong is thrown again. */
function statusOf(error: unknown): number {
  const metadata: unknown = error instanceof Error && '$metadata' in error ? error.$metadata : undefined
  const status = typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
    ? metadata.httpStatusCode : undefined
  if (status === 412 || status === 409) return status
  throw error
}
