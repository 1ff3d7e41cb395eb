import type { Page } from '../../shared/web/app.ts'
import { WebError } from '../../shared/web/errors.ts'
import { style, styleName } from '../../shared/web/style.ts'
import { scriptNamed } from './scripts.ts'

const icon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#123a63"/>'
  + '<path d="M8 10h16M10 16h12M7 22h18" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>'

/** The stylesheet, the icon and the programs for browsers. A page of an older edition that is still open gets the present style. */
export const assets: Page = async ({ params }) => {
  const name = params['name'] ?? ''
  if (name === styleName) return { kind: 'file', type: 'text/css; charset=utf-8', text: style, forGood: true }
  if (/^style-[0-9a-f]+\.css$/u.test(name)) return { kind: 'file', type: 'text/css; charset=utf-8', text: style }
  if (name === 'icon.svg') return { kind: 'file', type: 'image/svg+xml', text: icon, forGood: true }
  const script = scriptNamed(name)
  if (script) return { kind: 'script', gzipped: script.gzipped, kept: script.name === name ? 'by anybody' : 'not at all' }
  throw new WebError('not_found')
}

/** Whatever no route knows. */
export const unknown: Page = async () => {
  throw new WebError('not_found')
}
