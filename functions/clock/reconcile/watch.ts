import type { Portal } from '../../publish/index.ts'
import { idIn } from './paths.ts'
import type { Book } from './run.ts'
import { truthful, watched } from './truth.ts'

/**
 * The portal as whoever repairs it needs it: a page of no single item that was missing, or that others had written, is
 * named before it is written.
 */
export function watching(book: Book, portal: Portal): Portal {
  return watched(portal, async (path, difference) => {
    if (idIn(path) === undefined && !isOpen(book, path)) await book.found([{ difference, path }])
  }, async (path) => {
    if (idIn(path) === undefined) await book.mended(book.run.open.filter((one) => one.path === path), 'rewritten')
  })
}

/** The same, which reads what lies there instead of believing what was said of it. */
export function mending(book: Book): Portal {
  return watching(book, truthful(book.means.portal, book.means.bucket))
}

function isOpen({ run }: Book, path: string): boolean {
  return run.open.some((one) => one.path === path)
}
