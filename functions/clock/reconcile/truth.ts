import type { Portal, PortalStore } from '../../publish/index.ts'
import type { Looked, PortalBucket } from './bucket.ts'

/**
 * A portal whose store tells of each object what its bytes are: what was said of them when they were written may be
 * wrong, and publishing leaves alone what says that it is right.
 */
export function truthful(portal: Portal, bucket: PortalBucket): Portal {
  const { store } = portal
  return { ...portal, store: { ...writing(store), head: async (path) => lying(await bucket.look(path)) } }
}

/** What would be written at an address, and what lies there. */
export interface Would { readonly path: string, readonly over?: Looked }

/** The same portal, to which nothing is written: `would` is told instead. */
export function untouched(portal: Portal, bucket: PortalBucket, would: (one: Would) => void): Portal {
  const looked = new Map<string, Looked | undefined>()
  const told = async (path: string): Promise<true> => {
    const over = looked.get(path)
    would({ path, ...(over && { over }) })
    return true
  }
  const store: PortalStore = {
    head: async (path) => {
      const object = await bucket.look(path)
      looked.set(path, object)
      return lying(object)
    },
    put: ({ path }) => told(path),
    attach: ({ path }) => told(path),
  }
  return { ...portal, store }
}

/** The same portal, told of each write that finds an address empty or held by what publishing has not written. */
export function watched(
  portal: Portal, seen: (path: string, was: 'missing' | 'stale') => Promise<void>, done: (path: string) => Promise<void>,
): Portal {
  const { store } = portal
  return { ...portal, store: { ...writing(store), head: (path) => store.head(path), put: async (file, over) => {
    if (over?.sha256 !== undefined) return store.put(file, over)
    await seen(file.path, over ? 'stale' : 'missing')
    const isWritten = await store.put(file, over)
    if (isWritten) await done(file.path)
    return isWritten
  } } }
}

function writing(store: PortalStore): Pick<PortalStore, 'put' | 'attach'> {
  return { put: (file, over) => store.put(file, over), attach: (file, bytes, over) => store.attach(file, bytes, over) }
}

function lying(object: Looked | undefined): { etag: string, sha256?: string } | undefined {
  return object && { etag: object.etag, ...(object.asWritten && { sha256: object.sha256 }) }
}
