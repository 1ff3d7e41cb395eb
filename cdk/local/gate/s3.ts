import type { IncomingHttpHeaders } from 'node:http'
import { arn } from '../plan.ts'
import type { Need } from './dynamodb.ts'
import type { Target } from './objects.ts'

/** A request of S3 in the path style, read as far as the gate needs it. */
export interface S3Call {
  readonly operation: string
  readonly target: Target
  /** Parameters without those of a signature. */
  readonly query: URLSearchParams
}

export function readS3Call(method: string, path: string, query: string): S3Call {
  const [, bucket = '', ...rest] = path.split('/').map(decodeURIComponent)
  const target = { bucket, key: rest.join('/') }
  const parameters = unsigned(query)
  return { operation: operationOf(method, target.key, parameters), target, query: parameters }
}

// Parts of an upload, access lists, tags and the like: nothing here uses them, and s3rver does them half.
const knownParameters = new Set([
  'list-type', 'prefix', 'delimiter', 'continuation-token', 'start-after', 'max-keys', 'encoding-type', 'fetch-owner',
  'versionId', 'delete',
])

function operationOf(method: string, key: string, query: URLSearchParams): string {
  const strange = [...query.keys()].find((name) => !knownParameters.has(name) && !name.startsWith('response-'))
  if (strange !== undefined || (method === 'POST' && key !== '')) return 'Unsupported'
  const kind = key === '' ? 'Bucket' : 'Object'
  switch (method) {
    case 'GET': return key === '' ? 'ListObjects' : 'GetObject'
    case 'HEAD': return `Head${kind}`
    case 'PUT': return `Put${kind}`
    case 'DELETE': return `Delete${kind}`
    case 'POST': return query.has('delete') ? 'DeleteObjects' : 'PostObject'
    default: return method
  }
}

/**
 * The rights that a call needs, as IAM would ask for them. A form post and a preflight need none: they come from a
 * browser, the first with a right that a function has signed beforehand.
 */
export function s3NeedsOf({ operation, target: { bucket, key } }: S3Call): Need[] {
  const object = arn('s3', `${bucket}/${key}`)
  switch (operation) {
    case 'GetObject':
    case 'HeadObject': return [{ action: 's3:GetObject', resource: object }]
    case 'PutObject': return [{ action: 's3:PutObject', resource: object }]
    case 'DeleteObject': return [{ action: 's3:DeleteObject', resource: object }]
    case 'DeleteObjects': return [{ action: 's3:DeleteObject', resource: arn('s3', `${bucket}/*`) }]
    case 'ListObjects':
    case 'HeadBucket': return [{ action: 's3:ListBucket', resource: arn('s3', bucket) }]
    case 'Unsupported':
    case 'PostObject':
    case 'OPTIONS': return []
    default: return [{ action: `s3:${operation}`, resource: object }]
  }
}

function unsigned(query: string): URLSearchParams {
  const parameters = new URLSearchParams(query)
  const signature = /^(X-Amz-(?!acl|meta).*|x-id)$/i
  for (const name of new Set(parameters.keys())) if (signature.test(name)) parameters.delete(name)
  return parameters
}

/** A form post as s3rver takes it: it knows no `${filename}`, and redirects are made here. */
export interface FormPost {
  readonly key: string
  /** bytes of the file */
  readonly size: number
  readonly contentType: string
  readonly body: Buffer
  /** where the browser is sent then */
  readonly redirect?: string
}

/**
 * Reads a form post and checks it against the policy that it brings along. The policy's signature is not checked.
 *
 * @returns the post, or the reason for which S3 would refuse it
 * @see "POST Policy" in the Amazon S3 API Reference
 */
export async function readFormPost(headers: IncomingHttpHeaders, body: Buffer, now: number): Promise<FormPost | string> {
  const response = new Response(new Uint8Array(body), { headers: { 'content-type': headers['content-type'] ?? '' } })
  const form = await response.formData().catch(() => undefined)
  const file = form?.get('file')
  const pattern = form?.get('key')
  if (!form || !(file instanceof File) || typeof pattern !== 'string') return 'A form post needs the fields key and file'
  const key = pattern.replaceAll('${filename}', () => file.name)
  // Names of fields are of either case.
  const fields = new Map([...form].map(([name, value]) => [name.toLowerCase(), typeof value === 'string' ? value : '']))
  const policy = fields.get('policy')
  if (policy === undefined) return 'A form post needs a policy'
  const { expiration, conditions = [] }: { expiration?: string, conditions?: unknown[] } =
    JSON.parse(Buffer.from(policy, 'base64').toString('utf8'))
  if (Date.parse(expiration ?? '') < now) return 'Policy expired'
  fields.set('key', key)
  const failed = conditions.find((condition) => !holds(condition, fields, file.size))
  if (failed !== undefined) return `Policy Condition failed: ${JSON.stringify(failed)}`
  const redirect = fields.get('success_action_redirect')
  form.set('key', key)
  form.delete('success_action_redirect')
  const sent = new Response(form)
  return {
    key, size: file.size, contentType: sent.headers.get('content-type') ?? '', body: Buffer.from(await sent.arrayBuffer()),
    ...(redirect && { redirect }),
  }
}

function holds(condition: unknown, fields: ReadonlyMap<string, string>, size: number): boolean {
  if (!Array.isArray(condition)) {
    return Object.entries(condition ?? {}).every(([name, value]) => name === 'bucket' || fields.get(name.toLowerCase()) === value)
  }
  const [operator, first, second]: unknown[] = condition
  if (operator === 'content-length-range') return size >= Number(first) && size <= Number(second)
  const name = String(first).replace(/^\$/, '').toLowerCase()
  const value = name === 'bucket' ? String(second) : fields.get(name) ?? ''
  return operator === 'starts-with' ? value.startsWith(String(second)) : value === second
}
