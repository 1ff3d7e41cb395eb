import { html, raw } from 'hono/html'
import { columnName } from './item.ts'
import type { Row } from './lists.ts'
import type { Markup } from './markup.ts'
import { asText } from './markup.ts'
import { headPath, itemPath, paths, sitemapPartPath } from './paths.ts'
import type { Instant } from '../workflow/types.ts'
import type { PortalFile, Site } from './types.ts'
import { words } from './words.ts'

/** Entries that the feed keeps. */
export const FEED_ENTRIES = 20

/** A publication, a correction, or the mark of a removal (RFC 6721), which says nothing of what was there. */
export type FeedEntry =
  | {
    readonly id: string, readonly at: Instant, readonly firstAt: Instant, readonly title: string
    readonly column: string, readonly summary?: string
  }
  | { readonly id: string, readonly at: Instant, readonly removed: true }

/** Puts an entry in the place of the item's earlier one, newest first. */
export function withEntry(entries: readonly FeedEntry[], entry: FeedEntry): readonly FeedEntry[] {
  const others = entries.filter(({ id }) => id !== entry.id)
  return [entry, ...others].toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, FEED_ENTRIES)
}

/**
 * The Atom feed of what was published, corrected and removed last.
 *
 * @param stamp version of the register that it is made from: two states never have the same bytes
 */
export function renderFeed(site: Site, entries: readonly FeedEntry[], stamp: string): PortalFile {
  const { origin, body } = site
  return xml(paths.feed, 'application/atom+xml; charset=utf-8', html`<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="zh-CN">
<id>${origin}/${paths.feed}</id>
<title>${clean(body.name)}${words.disclosure}</title>
<generator version="${stamp}">sanshen</generator>
<link rel="self" href="${origin}/${paths.feed}"/>
<link rel="alternate" type="text/html" href="${origin}/${paths.home}"/>
<updated>${entries[0]?.at ?? '1970-01-01T00:00:00.000Z'}</updated>
<author><name>${clean(body.name)}</name><email>${clean(body.contact.email)}</email></author>
${entries.map((entry) => renderEntry(site, entry))}</feed>
`)
}

function renderEntry(site: Site, entry: FeedEntry): Markup {
  const url = `${site.origin}/${itemPath(entry.id)}`
  if ('removed' in entry) return html`<at:deleted-entry ref="${url}" when="${entry.at}"/>
`
  return html`<entry>
<id>${url}</id>
<title>${clean(entry.title)}</title>
<link rel="alternate" type="text/html" href="${url}"/>
<published>${entry.firstAt}</published>
<updated>${entry.at}</updated>
<category term="${clean(entry.column)}" label="${clean(columnName(site, entry.column))}"/>
${entry.summary ? html`<summary>${clean(entry.summary)}</summary>
` : ''}</entry>
`
}

/** The sitemap's index. @param parts how many parts there are */
export function renderSitemap(site: Site, parts: number): PortalFile {
  const numbers = Array.from({ length: parts }, (_, at) => at + 1)
  return xml(paths.sitemap, 'application/xml; charset=utf-8', html`<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>${site.origin}/${sitemapPartPath(0)}</loc></sitemap>
${numbers.map((part) => html`<sitemap><loc>${site.origin}/${sitemapPartPath(part)}</loc></sitemap>
`)}</sitemapindex>
`)
}

/** The part of the sitemap that names the pages that are always there. */
export function renderSitemapFixed(site: Site): PortalFile {
  const heads = [
    headPath('all'), ...site.body.columns.map(({ id }) => headPath(`column:${id}`)),
    ...site.body.units.map(({ id }) => headPath(`unit:${id}`)),
  ]
  return urlset(sitemapPartPath(0), heads.map((path) => html`<url><loc>${site.origin}/${path}</loc></url>
`))
}

/** One part of the sitemap. @param rows of the listing of everything; only what can be read is named */
export function renderSitemapPart(site: Site, part: number, rows: readonly Row[], stamp: string): PortalFile {
  const shown = rows.filter(({ state }) => state === 'shown')
  return urlset(sitemapPartPath(part), shown.map(({ id, at, changed }) =>
    html`<url><loc>${site.origin}/${itemPath(id)}</loc><lastmod>${changed ?? at}</lastmod></url>
`), stamp)
}

/** Leads search engines to the sitemap, where the portal is the root of its site. */
export function renderRobots(site: Site): PortalFile {
  return { path: paths.robots, type: 'text/plain; charset=utf-8', text: `User-agent: *\nAllow: /\nSitemap: ${site.origin}/${paths.sitemap}\n` }
}

function urlset(path: string, urls: readonly Markup[], stamp?: string): PortalFile {
  return xml(path, 'application/xml; charset=utf-8', html`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls}</urlset>
${stamp === undefined ? '' : html`<!-- ${stamp} -->
`}`)
}

function xml(path: string, type: string, markup: Markup): PortalFile {
  return { path, type, text: asText(html`${raw('<?xml version="1.0" encoding="UTF-8"?>')}
${markup}`) }
}

/** XML 1.0 has no place for these, escaped or not. */
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu

function clean(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd')
}
