import { html } from 'hono/html'
import { styleFile } from './style.ts'
import type { Markup } from './markup.ts'
import { asText } from './markup.ts'
import { headPath, paths, relative } from './paths.ts'
import type { ListName, PortalFile, Site } from './types.ts'
import { words } from './words.ts'

export interface Page {
  readonly path: string
  readonly title: string
  /** page tags of the guide for government websites, besides those of the site */
  readonly tags: readonly (readonly [name: string, value: string])[]
  /** marked in the menu */
  readonly list?: ListName
  /** the way here, home not included */
  readonly where?: readonly { readonly name: string, readonly path?: string }[]
  readonly main: Markup
  /** versions of the registers that the page was made from: two states never have the same bytes */
  readonly stamp?: string
  /** nothing for search engines: notices and versions that were replaced */
  readonly noindex?: boolean
}

const policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"

/** One page of the portal: works without script, cookies or knowledge of its host. */
export function renderPage(site: Site, page: Page): PortalFile {
  const { body } = site
  const to = (path: string): string => relative(page.path, path)
  const tags: Page['tags'] = [
    ['SiteName', `${body.name}${words.disclosure}`], ['SiteDomain', new URL(site.origin).host], ['SiteIDCode', body.siteCode],
    ...page.tags,
  ]
  const text = html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<title>${page.title === body.name ? '' : `${page.title} – `}${body.name}</title>
${tags.map(([name, value]) => html`<meta name="${name}" content="${value}">
`)}${page.noindex ? html`<meta name="robots" content="noindex">
` : ''}${page.stamp === undefined ? '' : html`<meta name="generator" content="sanshen ${page.stamp}">
`}<link rel="stylesheet" href="${to(styleFile.path)}">
<link rel="alternate" type="application/atom+xml" title="${words.feed}" href="${to(paths.feed)}">
</head>
<body>
<a class="skip" href="#main">${words.skip}</a>
<header class="top"><div class="in"><a class="site" href="${to(paths.home)}">${body.name}</a><span class="kind">${words.disclosure}<span lang="en">${words.disclosureEn}</span></span></div></header>
<nav class="columns" aria-label="${words.columns}"><div class="in"><ul>
${body.columns.map(({ id, name }) => menuEntry(name, to(headPath(`column:${id}`)), page.list === `column:${id}`))}</ul></div></nav>
<main id="main" class="in">
${page.where ? html`<nav class="where" aria-label="${words.where}"><a href="${to(paths.home)}">${words.home}</a>${page.where.map(({ name, path }) =>
    html` › ${path ? html`<a href="${to(path)}">${name}</a>` : name}`)}</nav>
` : ''}${page.main}
</main>
<footer><div class="in">
<p><strong>${body.name}</strong></p>
<p><span>${words.address}：${body.contact.address}</span><span>${words.phone}：${body.contact.phone}</span><span>${words.email}：<a href="mailto:${body.contact.email}">${body.contact.email}</a></span></p>
<p><span>${words.siteCode}：${body.siteCode}</span><span><a href="${site.reports}">${words.reports}</a></span><a href="${to(paths.feed)}">${words.feed}</a></p>
</div></footer>
</body>
</html>
`
  return { path: page.path, type: 'text/html; charset=utf-8', text: asText(text) }
}

function menuEntry(name: string, href: string, current: boolean): Markup {
  return html`<li><a href="${href}"${current ? html` aria-current="page"` : ''}>${name}</a></li>
`
}
