import type { PortalFile, Site } from '../../shared/portal/index.ts'
import type { Record } from '../../shared/record/index.ts'
import type { Digest, SystemActor } from '../../shared/workflow/types.ts'

/** What publishing needs of the record. */
export type PublishRecord = Pick<Record, 'item' | 'content' | 'attachment' | 'register' | 'writeRegisters' | 'execute' | 'verifyTrail'>

/** An object of the portal as it lies there. */
export interface Lying {
  readonly etag: string
  /** of its bytes; absent where something else than this function wrote it */
  readonly sha256?: string
}

/** The portal bucket. Every write says what it replaces, so that nobody writes over what they have not seen. */
export interface PortalStore {
  head(path: string): Promise<Lying | undefined>
  /** @returns whether it was written; not where the object is another one than `over` (none: where there is one) */
  put(file: PortalFile, over: Lying | undefined): Promise<boolean>
  /** The same for an attachment with its bytes. */
  attach(file: PublicFile, bytes: Uint8Array, over: Lying | undefined): Promise<boolean>
}

/** An attachment as readers fetch it, under its own name. */
export interface PublicFile {
  readonly path: string
  readonly name: string
  readonly mediaType: string
  readonly sha256: Digest
}

/** Everything that publishing works with. */
export interface Portal {
  readonly record: PublishRecord
  readonly store: PortalStore
  readonly site: Site
  readonly now: () => Date
  readonly actor: Exclude<SystemActor, 'screen'>
}

/** Others came first too often; whoever called tries again later. */
export class PortalBusy extends Error {
  override readonly name = 'PortalBusy'
}
