import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import { Agent, request as httpRequest } from 'node:http'
import { readBody } from '../http/body.ts'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** Sends a request on to an emulator and waits for the whole answer. */
export async function forward(
  origin: string, path: string, method: string, headers: OutgoingHttpHeaders, body: Buffer,
): Promise<Answer> {
  const target = new URL(origin)
  return new Promise((resolve, reject) => {
    const sent = httpRequest({
      host: target.hostname, port: target.port, path, method, agent,
      headers: { ...headers, 'content-length': body.length },
    }, (response) => {
      readBody(response, Infinity).then((answer) => resolve({
        status: response.statusCode ?? 502, headers: response.headers, body: answer ?? Buffer.alloc(0),
      }), reject)
    })
    sent.once('error', reject)
    sent.end(body)
  })
}
