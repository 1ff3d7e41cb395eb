import { html } from 'hono/html'
import { columnName, columnTags, unitName } from './item.ts'
import type { Page } from './layout.ts'
import { renderPage } from './layout.ts'
import type { ListHead, Row } from './lists.ts'
import { firstOpen, olderPages, ROWS } from './lists.ts'
import type { Markup } from './markup.ts'
import { headPath, itemPath, relative, sealedPath } from './paths.ts'
import { shanghaiDay } from './time.ts'
import type { ListName, PortalFile, Site } from './types.ts'
import { words } from './words.ts'

/**
 * The page of a listing that shows its newest rows: the open page and the last full one, newest first. That of
 * everything is the portal's home.
 *
 * @param lastSealed rows of the last full page, none where there is none
 * @param stamp versions of what it is made from, see `Page`
 */
export function renderHead(site: Site, list: ListName, head: ListHead, lastSealed: readonly Row[], stamp: string): PortalFile {
  const path = headPath(list)
  const open = renderRows(path, head.rows)
  const last = renderRows(path, lastSealed)
  const home = list === 'all'
  return renderPage(site, {
    path, stamp,
    ...frame(site, list),
    main: html`${home ? html`<h1>${words.latest}</h1>` : html`<h1>${nameOf(site, list)}</h1>`}
${open || last ? html`<ol class="rows" reversed start="${String(firstOpen(head) + head.rows.length - 1)}">
${open}${last}</ol>` : html`<p class="count">${words.empty}</p>`}
${head.sealed > 0 ? pages(path, list, [head.sealed, ...olderPages(head.sealed)]) : ''}${home ? units(site, path) : ''}`,
  })
}

/** A full page: its address never shifts, and it changes only when one of its items does. */
export function renderSealed(site: Site, list: ListName, page: number, rows: readonly Row[], stamp: string): PortalFile {
  const path = sealedPath(list, page)
  const from = (page - 1) * ROWS + 1
  return renderPage(site, {
    path, stamp,
    ...frame(site, list, page),
    main: html`<h1>${nameOf(site, list)}</h1>
<p class="count">${words.page(page)} · ${words.rows(from, from + rows.length - 1)}</p>
<ol class="rows" reversed start="${String(from + rows.length - 1)}">
${renderRows(path, rows)}</ol>
${pages(path, list, olderPages(page), relative(path, headPath(list)))}`,
  })
}

function frame(site: Site, list: ListName, page?: number): Pick<Page, 'title' | 'tags' | 'list' | 'where'> {
  const name = nameOf(site, list)
  const here = page === undefined ? [{ name }] : [{ name, path: headPath(list) }, { name: words.page(page) }]
  const [kind, ...id] = list.split(':')
  const suffix = page === undefined ? '' : ` ${words.page(page)}`
  if (list === 'all' && page === undefined) return { title: site.body.name, tags: [] }
  return {
    title: `${name}${suffix}`, list, where: here,
    tags: kind === 'column' ? columnTags(site, id.join(':')) : [
      ['ColumnName', name], ['ColumnDescription', `${site.body.name}${name}`],
      ['ColumnKeywords', `${name};${words.disclosure}`], ['ColumnType', words.disclosure],
    ],
  }
}

function nameOf(site: Site, list: ListName): string {
  const [kind, ...id] = list.split(':')
  if (list === 'all') return words.all
  return kind === 'column' ? columnName(site, id.join(':')) : unitName(site, id.join(':'))
}

function renderRows(from: string, rows: readonly Row[]): Markup | '' {
  const shown = rows.toReversed().filter(({ state }) => state !== 'pending')
  return shown.length === 0 ? '' : html`${shown.map((row) => renderRow(from, row))}`
}

function renderRow(from: string, { id, number, at, state, title, changed }: Row): Markup {
  const href = relative(from, itemPath(id))
  const time = html`<time datetime="${shanghaiDay(at)}">${shanghaiDay(at)}</time>`
  return state === 'shown' && title !== undefined
    ? html`<li><a href="${href}">${title}</a>${changed ? html`<span class="tag">${words.correctedRow}</span>` : ''}${time}</li>
`
    : html`<li class="stub"><a href="${href}">${words.indexNumber} ${number}</a>（${stubWords[state]}）${time}</li>
`
}

/** What a row without a title says of itself. */
const stubWords: Readonly<Record<Row['state'], string>> = {
  pending: '', shown: words.removedRow, removed: words.removedRow, withdrawn: words.withdrawnRow, moved: words.movedRow,
}

function pages(from: string, list: ListName, numbers: readonly number[], newest?: string): Markup {
  return html`<nav class="pages" aria-label="${words.pages}">${newest ? html`<a href="${newest}">${words.newest}</a>` : ''}${numbers.map((number) =>
    html`<a href="${relative(from, sealedPath(list, number))}">${words.page(number)}</a>`)}</nav>
`
}

function units({ body }: Site, path: string): Markup {
  return html`<section class="side"><h2>${words.units}</h2><ul>
${body.units.map(({ id, name }) => html`<li><a href="${relative(path, headPath(`unit:${id}`))}">${name}</a></li>
`)}</ul></section>
`
}
