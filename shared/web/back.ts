import type { Html } from './html.ts'
import { html } from './html.ts'
import type { PageRequest } from './request.ts'
import { address } from './routes.ts'

/** The button that leads from a page without a way on to where its people start: the console's home, or the portal's. */
export function backLink({ say, portal }: PageRequest): Html {
  return portal === undefined ? html`<a class="button" href="${address('home')}">${say('back.home')}</a>`
    : html`<a class="button" href="${portalHome(portal)}">${say('reader.portal')}</a>`
}

/** The portal's home by its own name: a bucket knows no index documents. */
export function portalHome(portal: string): string {
  return `${portal}/index.html`
}
