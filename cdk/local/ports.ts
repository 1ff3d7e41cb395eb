import { createServer } from 'node:net'
import type { RequestListener, Server } from 'node:http'
import { createServer as createHttpServer } from 'node:http'
import { Problem } from './problem.ts'

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address === 'object' && address) return address.port
  throw new Error('The system gave no port')
}

export interface Listening {
  readonly port: number
  close(): Promise<void>
}

/**
 * Serves on the loopback addresses only: the demo has no passwords.
 *
 * @param port 0 takes any free one
 * @throws Problem where the port is taken
 */
export async function listen(handler: RequestListener, port: number, what: string): Promise<Listening> {
  const first = createHttpServer(handler)
  const taken = await bind(first, port, '127.0.0.1', what)
  const second = createHttpServer(handler)
  // Browsers may try ::1 first for "localhost"; a machine without IPv6 simply has one listener.
  const both = await bind(second, taken, '::1', what).then(() => true, () => false)
  const servers = both ? [first, second] : [first]
  return {
    port: taken,
    close: async () => {
      await Promise.all(servers.map((server) => new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })))
    },
  }
}

async function bind(server: Server, port: number, host: string, what: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' || error.code === 'EACCES'
      ? new Problem(`Port ${port} for the ${what} is taken or not allowed.`,
        'Stop what uses it, or choose another: npm start -- --port 9000')
      : error))
    server.listen(port, host, resolve)
  })
  const address = server.address()
  if (typeof address === 'object' && address) return address.port
  throw new Error('The system gave no port')
}
