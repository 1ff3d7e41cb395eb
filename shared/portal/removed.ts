import { html } from 'hono/html'
import { allottedFile } from './item.ts'
import { canonical } from './bytes.ts'
import { renderPage } from './layout.ts'
import { itemPath, revisionPath, versionPath } from './paths.ts'
import { shanghaiDay, shanghaiMinute } from './time.ts'
import type { PortalFile, RemovedView, Site } from './types.ts'
import { reasonWords, words } from './words.ts'

/**
 * What stands at every address of an item that left the portal: index number, dates and the reason's name, and no word
 * of what was there.
 *
 * @param versions numbers of all versions that ever had an address of their own
 */
export function renderRemoved(site: Site, view: RemovedView, versions: readonly number[]): PortalFile[] {
  const { item } = view.allotted
  return [
    notice(site, view, itemPath(item)),
    goneData(view, revisionPath(item)),
    allottedFile(view.allotted),
    ...goneVersions(site, view, versions),
  ]
}

/** Notices at the addresses of single versions, of an item that may itself be live. */
export function goneVersions(site: Site, view: RemovedView, versions: readonly number[]): PortalFile[] {
  return versions.map((version) => notice(site, view, versionPath(view.allotted.item, version)))
}

function notice(site: Site, { allotted, kind, reason, at }: RemovedView, path: string): PortalFile {
  const taken = kind === 'taken_down'
  const title = taken ? words.takenDown : words.withdrawn
  const entries: readonly (readonly [name: string, value: string, at?: string])[] = [
    [words.indexNumber, allotted.indexNumber],
    [words.publishedOn, shanghaiDay(allotted.firstAt), allotted.firstAt],
    // To the millisecond: the notice of a second removal never has the bytes of the first one's.
    [taken ? words.removedOn : words.withdrawnOn, shanghaiDay(at), at],
    [words.reason, reasonWords[reason]],
  ]
  return renderPage(site, {
    path,
    title,
    tags: [
      ['ColumnName', words.disclosure], ['ColumnDescription', `${site.body.name}${words.disclosure}`],
      ['ColumnKeywords', words.disclosure], ['ColumnType', words.disclosure],
      ['ArticleTitle', title], ['PubDate', shanghaiMinute(at)], ['ContentSource', site.body.name],
      ['Url', `${site.origin}/${path}`],
    ],
    where: [{ name: title }],
    noindex: true,
    main: html`<article>
<h1>${title}</h1>
<p class="meta" lang="en">${taken ? words.takenDownEn : words.withdrawnEn}</p>
<aside class="notice gone" role="note"><p>${taken ? words.takenDownNote : words.withdrawnNote}</p></aside>
<table class="catalogue dates" aria-label="${words.catalogue}"><tbody>
${entries.map(([name, value, instant]) => html`<tr><th scope="row">${name}</th><td>${instant ? html`<time datetime="${instant}">${value}</time>` : value}</td></tr>
`)}</tbody></table>
</article>`,
  })
}

/** What lies at the addresses of attachments that nobody is to read any more. */
export function goneFiles(paths: readonly string[]): PortalFile[] {
  return paths.map((path) => ({ path, type: 'text/plain; charset=utf-8', text: `${words.fileGone}\n` }))
}

function goneData({ allotted, kind, reason, at }: RemovedView, path: string): PortalFile {
  const text = canonical({ v: 1, removed: kind, reason, at, indexNumber: allotted.indexNumber })
  return { path, type: 'application/json', text }
}
