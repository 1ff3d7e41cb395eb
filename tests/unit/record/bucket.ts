import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHash } from 'node:crypto'

/** A bucket on a socket, as far as single objects go, with the orders that a test gives it. */
export interface Bucket {
  readonly variables: Readonly<Record<string, string>>
  readonly objects: Map<string, Uint8Array>
  /** what was asked, as `GET key` */
  readonly asked: string[]
  /** statuses that the next writes get instead of being done */
  readonly refuse: number[]
  close(): Promise<void>
}

export async function openBucket(): Promise<Bucket> {
  const objects = new Map<string, Uint8Array>()
  const asked: string[] = []
  const refuse: number[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://bucket')
    const key = decodeURIComponent(url.pathname).replace(/^\/record\//u, '')
    asked.push(`${request.method} ${key}`)
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (request.method === 'PUT') {
        const status = refuse.shift() ?? (request.headers['if-none-match'] === '*' && objects.has(key) ? 412 : 200)
        if (status === 200) objects.set(key, Buffer.concat(chunks))
        response.writeHead(status).end()
        return
      }
      const found = objects.get(key)
      if (!found) {
        response.writeHead(404, { 'content-type': 'application/xml' }).end('<Error><Code>NoSuchKey</Code></Error>')
        return
      }
      response.writeHead(200, { 'content-length': found.length, 'etag': `"${md5(found)}"` }).end(request.method === 'HEAD' ? undefined : found)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? (address satisfies AddressInfo).port : 0
  return {
    objects, asked, refuse,
    variables: {
      RECORD_BUCKET: 'record', AWS_REGION: 'cn-north-1', AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
    },
    close: () => new Promise((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    }),
  }
}

/** What S3 calls an object that came in one piece. */
export function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex')
}
