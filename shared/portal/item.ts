import { html } from 'hono/html'
import type { Attachment, CatalogueFields, Content } from '../document/content.ts'
import { renderBody } from './body.ts'
import { validity } from './changes.ts'
import { correctionNotice } from './correction.ts'
import { canonical } from './bytes.ts'
import type { Page } from './layout.ts'
import { renderPage } from './layout.ts'
import type { Markup } from './markup.ts'
import { allottedPath, filePath, headPath, itemPath, relative, revisionPath, versionPath } from './paths.ts'
import { shanghaiDay, shanghaiMinute } from './time.ts'
import type { Allotted, LiveView, PortalFile, Site } from './types.ts'
import { fileTypeWords, opennessWords, words } from './words.ts'

/**
 * All files of an item that readers can see: the page, the revision in the bytes that were decided on, the allotted
 * values, and a page for each earlier version that is still readable.
 *
 * @throws Error where the content of a readable earlier version is missing
 */
export function renderItem(site: Site, view: LiveView): PortalFile[] {
  const { allotted, content, contents } = view
  return [
    renderPage(site, itemPage(site, view)),
    { path: revisionPath(allotted.item), type: 'application/json', text: canonical(content) },
    allottedFile(allotted),
    ...allotted.earlier.map(({ version, at, revision }, index) => {
      const old = contents[revision]
      if (!old) throw new Error(`no content for version ${version} of ${allotted.item}`)
      return renderPage(site, oldPage(site, { ...allotted, version, at, revision }, old, allotted.earlier[index + 1]?.at ?? allotted.at))
    }),
  ]
}

/** The allotted values under the digest that the publish event names. */
export function allottedFile(allotted: Allotted): PortalFile {
  return { path: allottedPath(allotted.item), type: 'application/json', text: canonical(allotted) }
}

function itemPage(site: Site, { allotted, content, contents, banner }: LiveView): Page {
  const path = itemPath(allotted.item)
  return {
    path,
    title: content.title,
    tags: articleTags(site, allotted, content),
    where: [columnOf(site, content)],
    main: html`<article>
${banner ? html`<aside class="notice" role="note"><h2>${words.correcting}</h2><p>${words.correctingNote}</p></aside>
` : ''}${text(site, allotted, content, allotted.earlier.length > 0 || content.changeNote ? correctedLine(allotted) : '')}
${correctionNotice(allotted, content, contents)}${attachments(path, allotted.item, content.attachments)}${actions(site, allotted)}</article>`,
  }
}

function oldPage(site: Site, allotted: Allotted, content: Content, replacedAt: string): Page {
  const path = versionPath(allotted.item, allotted.version)
  return {
    path,
    title: `${content.title}（${words.version(allotted.version)}）`,
    tags: articleTags(site, allotted, content),
    where: [columnOf(site, content), { name: words.versions }],
    noindex: true,
    main: html`<article>
<aside class="notice" role="note"><p>${words.oldVersion(allotted.version, shanghaiDay(replacedAt))}<a href="${relative(path, itemPath(allotted.item))}">${words.seePresent}</a></p></aside>
${text(site, allotted, content)}
${attachments(path, allotted.item, content.attachments)}</article>`,
  }
}

function correctedLine({ at }: Allotted): Markup {
  return html`<p class="corrected">${words.corrected(shanghaiDay(at))} · <a href="#correction">${words.seeCorrection}</a></p>
`
}

function text(site: Site, allotted: Allotted, { title, body, fields }: Content, note: Markup | '' = ''): Markup {
  return html`<h1>${title}</h1>
<p class="meta"><span>${words.publishedAt}：<time datetime="${allotted.firstAt}">${shanghaiMinute(allotted.firstAt)}</time></span><span>${words.source}：${fields.source}</span></p>
${note}${catalogue(site, allotted, fields)}
<div class="text">
${renderBody(body)}</div>`
}

function catalogue(site: Site, allotted: Allotted, fields: CatalogueFields): Markup {
  const changed = allotted.at === allotted.firstAt ? undefined : shanghaiDay(allotted.at)
  const entries: readonly (readonly [string, string | undefined])[] = [
    [words.indexNumber, allotted.indexNumber],
    [words.organ, fields.source],
    [words.documentNumber, fields.documentNumber ?? words.none],
    [words.unit, unitName(site, allotted.unit)],
    [words.formedOn, fields.formedOn],
    [words.publishedOn, shanghaiDay(allotted.firstAt)],
    [words.changedOn, changed],
    [words.openness, opennessWords[fields.openness]],
    [words.column, columnName(site, fields.column)],
    [words.validity, validity(fields)],
    [words.contact, fields.contact],
    [words.keywords, fields.keywords?.length ? fields.keywords.join('、') : undefined],
  ]
  const shown = entries.flatMap(([name, value]) => value === undefined ? [] : [{ name, value }])
  const rows = shown.filter((_, at) => at % 2 === 0).map((left, at) => ({ left, right: shown[at * 2 + 1] }))
  return html`<table class="catalogue" aria-label="${words.catalogue}"><tbody>
${rows.map(({ left, right }) => html`<tr><th scope="row">${left.name}</th><td${right ? '' : html` colspan="3"`}>${left.value}</td>${right
    ? html`<th scope="row">${right.name}</th><td>${right.value}</td>` : ''}</tr>
`)}<tr><th scope="row">${words.summary}</th><td colspan="3">${fields.summary ?? words.none}</td></tr>
</tbody></table>`
}

function attachments(path: string, item: string, list: readonly Attachment[]): Markup | '' {
  return list.length === 0 ? '' : html`<section class="side"><h2>${words.attachments}</h2><ul>
${list.map((one, at) => html`<li><a href="${relative(path, filePath(item, one, at + 1))}" download="${one.name}">${one.name}</a>（${fileTypeWords[one.mediaType] ?? one.mediaType}，${sizeText(one.size)}）<br><span class="hash">SHA-256 ${one.sha256}</span></li>
`)}</ul></section>
`
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

// The page links to itself for downloading: one object less to write, and the file that people keep is the page.
function actions({ reports }: Site, allotted: Allotted): Markup {
  const path = itemPath(allotted.item)
  const to = (target: string): string => relative(path, target)
  const name = allotted.indexNumber.replaceAll('/', '-')
  return html`<section class="side"><p>${words.version(allotted.version)} · ${words.digest}<br><span class="hash">${allotted.revision}</span></p></section>
<p class="act"><a href="${to(path)}" download="${name}.html">${words.download}</a>
<a href="${to(revisionPath(allotted.item))}" download="${name}.json">${words.downloadData}</a>
<a href="${to(allottedPath(allotted.item))}">${words.provenance}</a>
<a href="${reports}/${allotted.item}">${words.report}</a></p>
`
}

function articleTags(site: Site, allotted: Allotted, { title, fields }: Content): Page['tags'] {
  return [
    ...columnTags(site, fields.column),
    ['ArticleTitle', title], ['PubDate', shanghaiMinute(allotted.firstAt)], ['ContentSource', fields.source],
    ...(fields.keywords?.length ? [['Keywords', fields.keywords.join(';')] as const] : []),
    ...(fields.summary ? [['Description', fields.summary] as const] : []),
    ['Url', `${site.origin}/${itemPath(allotted.item)}`],
  ]
}

/** Page tags of a column; the guide asks for them on the column's pages and on those of its articles. */
export function columnTags(site: Site, column: string): Page['tags'] {
  const name = columnName(site, column)
  return [
    ['ColumnName', name], ['ColumnDescription', `${site.body.name}${name}`],
    ['ColumnKeywords', `${name};${words.disclosure};${site.body.shortName}`], ['ColumnType', words.disclosure],
  ]
}

function columnOf(site: Site, { fields }: Content): { readonly name: string, readonly path?: string } {
  const known = site.body.columns.some(({ id }) => id === fields.column)
  return { name: columnName(site, fields.column), ...(known && { path: headPath(`column:${fields.column}`) }) }
}

/** Name of a column; its id where the settings do not know it any more. */
export function columnName(site: Site, id: string): string {
  return site.body.columns.find((column) => column.id === id)?.name ?? id
}

/** Name of a unit; its id where the settings do not know it any more. */
export function unitName(site: Site, id: string): string {
  return site.body.units.find((unit) => unit.id === id)?.name ?? id
}
