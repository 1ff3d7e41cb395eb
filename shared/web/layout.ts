import { portalHome } from './back.ts'
import { seesFlow } from './flow.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { PageRequest } from './request.ts'
import { hasRole } from './request.ts'
import { address } from './routes.ts'
import { styleName } from './style.ts'

/** The whole page around its content. */
export function layout(request: PageRequest, page: { readonly title: string, readonly main: Html, readonly here?: string, readonly wrong?: boolean, readonly script?: string }): Html {
  const { say, lang, body } = request
  const title = `${page.wrong ? say('problems.prefix') : ''}${page.title} · ${request.portal === undefined ? say('product') : body.name}`
  return html`<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}"${request.large ? html` class="large"` : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${address('assets', { name: styleName })}">
<link rel="icon" href="${address('assets', { name: 'icon.svg' })}" type="image/svg+xml">${page.script === undefined ? '' : html`
<script src="${page.script}" defer></script>`}
</head>
<body>
<a class="skip" href="#main">${say('skip')}</a>
<header class="top"><div class="wrap">
${request.portal === undefined ? html`<a class="brand" href="/">${say('product')}</a>
<span class="body-name">${body.name}</span>` : html`<a class="brand" href="${portalHome(request.portal)}">${body.name}</a>
<span class="body-name">${say('reader.site')}</span>`}
${corner(request)}
</div></header>
${menu(request, page.here)}
<main id="main" class="wrap" tabindex="-1">
${page.main}
</main>
<footer><div class="wrap">${body.name} · ${body.contact.phone} · ${body.contact.email}</div></footer>
</body>
</html>
`
}

function corner(request: PageRequest): Html {
  const { say, visitor } = request
  // A page that answers a post has no address of its own to come back to; every other has this one, without quoting it.
  const here = request.method === 'POST' ? '/' : ''
  const other = request.lang === 'zh' ? 'en' : 'zh'
  return html`<div class="me">
<a href="${here}?lang=${other}" lang="${other === 'zh' ? 'zh-CN' : 'en'}">${say('language')}</a>
<a href="${here}?size=${request.large ? 'normal' : 'large'}">${say(request.large ? 'size.normal' : 'size.large')}</a>
${visitor && html`<a href="${address('me')}" title="${say('nav.me')}">${visitor.name}</a>
<form method="post" action="${address('sign_out')}"><input type="hidden" name="csrf" value="${visitor.csrf}"><button>${say('sign_out')}</button></form>`}
</div>`
}

function menu({ say, visitor }: PageRequest, here: string | undefined): Html | undefined {
  if (!visitor) return undefined
  const entry = (id: string, to: string, text: string): Html =>
    html`<li><a href="${to}"${id === here ? html` aria-current="page"` : ''}>${text}</a></li>`
  return html`<nav class="nav" aria-label="${say('nav.label')}"><div class="wrap"><ul>
${entry('home', address('home'), say('nav.home'))}
${hasRole(visitor, 'editor') ? entry('new', address('new'), say('nav.new')) : ''}
${entry('published', address('published'), say('nav.published'))}
${entry('tasks', address('tasks'), say('nav.tasks'))}
${entry('absence', address('absence'), say('nav.absence'))}
${entry('duty', address('duty'), say('nav.duty'))}
${visitor.grants.some(({ roles }) => seesFlow(roles)) ? entry('flow', address('flow'), say('nav.flow')) : ''}
${hasRole(visitor, 'administrator') ? entry('admin', address('admin'), say('nav.admin')) : ''}
${hasRole(visitor, 'auditor') ? entry('audit', address('audit'), say('nav.audit')) : ''}
</ul></div></nav>`
}
