import type { IncomingHttpHeaders } from 'node:http'

/** Who is calling: an environment of a function, or somebody outside of all functions. */
export interface Caller {
  readonly function: string
  readonly environment: string
  kill?(): Promise<void>
}

/** The access key id by which an environment signs; letters and figures only, as AWS's are. */
export function accessKeyOf(environment: string): string {
  return `LOCAL${environment.toUpperCase().replaceAll(/[^A-Z0-9]/g, 'N')}`
}

/** The access key id with which a request is signed, from its header or, for a presigned one, from its query. */
export function accessKeyFrom(headers: IncomingHttpHeaders, query: string): string | undefined {
  const credential = /Credential=([^/,\s]+)\//.exec(headers.authorization ?? '')?.[1]
  return credential ?? new URLSearchParams(query).get('X-Amz-Credential')?.split('/')[0]
}
