import type { IncomingMessage } from 'node:http'

/** The whole body of a request, or `undefined` where it is larger than `most` bytes. */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    length += bytes.length
    // Reading on to the end keeps the connection in a state in which the answer arrives.
    if (length <= most) chunks.push(bytes)
  }
  return length <= most ? Buffer.concat(chunks) : undefined
}
