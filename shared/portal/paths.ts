import type { Attachment } from '../document/content.ts'
import type { ListName } from './types.ts'

/** Addresses that do not depend on an item. */
export const paths = { home: 'index.html', feed: 'feed.xml', sitemap: 'sitemap.xml', robots: 'robots.txt' } as const

export function itemPath(id: string): string {
  return `items/${id}.html`
}

/** The revision: the canonical bytes whose SHA-256 the reviewers decided on. */
export function revisionPath(id: string): string {
  return `items/${id}.json`
}

export function allottedPath(id: string): string {
  return `items/${id}.allotted.json`
}

/** An attachment: the n-th of its revision, counted from 1. Its address holds no name, so that nothing has to be escaped. */
export function filePath(id: string, { name, sha256 }: Pick<Attachment, 'name' | 'sha256'>, number: number): string {
  return `items/${id}/files/${sha256.slice(0, 16)}-${number}${/\.[A-Za-z0-9]{1,8}$/u.exec(name)?.[0].toLowerCase() ?? ''}`
}

/** A version that a later one replaced. */
export function versionPath(id: string, version: number): string {
  return `items/${id}/v${version}.html`
}

/** The page of a listing that always shows its newest rows. */
export function headPath(list: ListName): string {
  return list === 'all' ? paths.home : `${folderOf(list)}.html`
}

/** A full page of a listing; its address never shifts. */
export function sealedPath(list: ListName, page: number): string {
  return list === 'all' ? `all/${page}.html` : `${folderOf(list)}/${page}.html`
}

export function sitemapPartPath(part: number): string {
  return `sitemap/${part}.xml`
}

/**
 * A relative link, so that the portal can be mounted as a folder of another site.
 *
 * @param from path of the page that holds the link
 */
export function relative(from: string, to: string): string {
  const up = from.split('/').length - 1
  return `${'../'.repeat(up)}${to.split('/').map(encodeURIComponent).join('/')}`
}

// Ids come from settings and from content: whatever they hold, they stay one part of a path.
function folderOf(list: Exclude<ListName, 'all'>): string {
  const [kind, ...id] = list.split(':')
  return `${kind === 'column' ? 'columns' : 'units'}/${encodeURIComponent(id.join(':'))}`
}
