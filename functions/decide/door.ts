import { html } from '../../shared/web/html.ts'
import { textInput } from '../../shared/web/inputs.ts'
import type { Door } from '../../shared/web/review/door.ts'
import { address } from '../../shared/web/routes.ts'
import { record } from './context.ts'
import { linkName } from './cookies.ts'
import type { Asked } from './asked.ts'
import type { Addressee } from './standing.ts'
import { formToken } from './standing.ts'

/** A link as a door: its forms go nowhere but to the link itself, and only who opened it can send them. */
export function doorOf({ token, link, addressee }: Asked, { by, secret, proof }: Addressee): Door {
  return {
    record,
    lead: ({ say }) => html`<p data-addressee>${say('link.to', { name: addressee.name })}</p>`,
    action: () => undefined,
    proof: (_, command) => html`<input type="hidden" name="command" value="${command}">
<input type="hidden" name="form" value="${formToken(token, secret)}">${proof === undefined ? '' : html`<input type="hidden" name="proof" value="${proof}">`}`,
    stampKey: () => link.stampKey,
    file: () => (at) => address('link.file', { link: linkName(link.digest), number: String(at + 1) }),
    ...(by === 'session' && { back: ({ id }) => address('item', { id }) }),
    ...(by === 'phone' && {
      recheck: ({ say }, problems) => textInput({ name: 'code', label: 'link.code', hint: 'link.code.phone', value: '', problems, say, short: true, code: true }),
    }),
  }
}
