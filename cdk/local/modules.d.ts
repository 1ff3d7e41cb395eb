// The parts in use of packages that bring no types of their own.

declare module 's3rver' {
  export interface S3rverOptions {
    readonly address?: string
    readonly port?: number
    readonly silent?: boolean
    readonly directory?: string
    readonly vhostBuckets?: boolean
    readonly configureBuckets?: readonly { readonly name: string, readonly configs?: readonly string[] }[]
  }
  export default class S3rver {
    constructor(options: S3rverOptions)
    run(): Promise<{ readonly port: number }>
    close(): Promise<void>
  }
}

declare module 'njre' {
  export function install(version: number, options: { installPath: string }): Promise<string>
}

declare module 'smtp-server' {
  import type { Readable } from 'node:stream'

  export interface SMTPServerOptions {
    readonly authOptional?: boolean
    readonly disabledCommands?: readonly string[]
    readonly logger?: boolean
    readonly size?: number
    readonly hideSMTPUTF8?: boolean
    readonly closeTimeout?: number
    onRcptTo?(address: { readonly address: string }, session: unknown, callback: (error?: Error | null) => void): void
    onData?(stream: Readable, session: unknown, callback: (error?: Error | null) => void): void
  }
  export class SMTPServer {
    constructor(options: SMTPServerOptions)
    readonly server: import('node:net').Server
    readonly connections: ReadonlySet<{ readonly _socket: import('node:net').Socket }>
    listen(port: number, host: string, callback: () => void): void
    close(callback: () => void): void
    on(event: 'error', listener: (error: Error) => void): this
  }
}

declare module 'mailparser' {
  export interface Address { readonly text: string }
  export interface ParsedMail {
    readonly subject?: string
    readonly messageId?: string
    readonly headerLines: readonly { readonly key: string, readonly line: string }[]
    readonly from?: Address
    readonly to?: Address | readonly Address[]
    readonly date?: Date
    readonly text?: string
    readonly html?: string | false
    readonly attachments: readonly { readonly filename?: string, readonly contentType: string, readonly size: number }[]
  }
  export function simpleParser(source: Buffer | string): Promise<ParsedMail>
}

declare module 'oidc-provider' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

  export interface Interaction {
    readonly uid: string
    readonly prompt: { readonly name: string }
    readonly params: Readonly<Record<string, unknown>>
  }
  export interface Context {
    readonly oidc: {
      readonly provider: Provider
      readonly client: { readonly clientId: string }
      readonly session: { readonly accountId?: string }
      readonly result?: { readonly login?: object }
    }
  }
  export class Provider {
    constructor(issuer: string, configuration: object)
    callback(): RequestListener
    on(event: string, listener: (...args: readonly unknown[]) => void): this
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>
    readonly Grant: new (of: { clientId: string, accountId: string | undefined }) => {
      addOIDCScope(scope: string): void
      save(): Promise<string>
    }
  }
}

declare module 'oidc-provider/lib/adapters/memory_adapter.js' {
  export function createMemoryAdapter(clockToleranceSeconds: number): unknown
}
