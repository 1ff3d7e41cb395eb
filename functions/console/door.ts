import { ulid } from 'ulid'
import { now } from '../../shared/now.ts'
import { typed } from '../../shared/web/form.ts'
import { html } from '../../shared/web/html.ts'
import type { Door } from '../../shared/web/review/door.ts'
import { address } from '../../shared/web/routes.ts'
import { fileLink } from './attachments/download.ts'
import { record } from './context.ts'
import { isUlid } from './ids.ts'

/** The console as a door: forms carry the session's token and go to the item's own addresses. */
export const door: Door = {
  record,
  action: ({ id }, command) => address('carry_out', { id, command }),
  proof: ({ visitor }) => html`<input type="hidden" name="csrf" value="${visitor?.csrf ?? ''}">`,
  once: ({ form }) => {
    const given = typed(form, 'commandId')
    return html`<input type="hidden" name="commandId" value="${isUlid(given) ? given : ulid(now().getTime())}">`
  },
  stampKey: ({ visitor }) => visitor?.stampKey,
  back: ({ id }) => address('item', { id }),
  file: ({ id }, revision) => fileLink(id, revision),
}
