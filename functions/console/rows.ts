import type { Html } from '../../shared/web/html.ts'
import { html } from '../../shared/web/html.ts'
import type { PageRequest } from '../../shared/web/request.ts'
import { address } from '../../shared/web/routes.ts'
import type { Item } from '../../shared/workflow/types.ts'
import { dueLine } from '../../shared/web/review/due.ts'
import { titleShown, waited } from '../../shared/web/review/item.ts'
import { columnName, unitName } from './context.ts'

/** What a row of a list offers to do, or why it offers nothing. */
export interface RowAct {
  readonly to: string
  readonly text: string
  readonly main?: boolean
}

/** One item in a list: what it is, how long it has waited, what to do next. */
export function itemRow(request: PageRequest, item: Item, act: RowAct, remark?: string): Html {
  const { say } = request
  const due = dueLine(request, item)
  return html`<li data-item="${item.id}">
<div class="what"><a class="title" href="${address('item', { id: item.id })}">${titleShown(request, item)}</a>
<span class="meta">${item.urgent ? html`<span class="tag urgent">${say('row.urgent')}</span>` : ''}${say(`type.${item.type}`)}${columnName(item.column) === say(`type.${item.type}`) ? '' : ` · ${columnName(item.column)}`} · ${unitName(item.unit)}${item.kind === 'publication' ? '' : html` · <span class="tag">${say(`kind.${item.kind}`)}</span>`}</span>
${remark === undefined ? '' : html`<span class="meta">${remark}</span>`}</div>
<div class="wait">${waited(request, item)}${due === undefined ? '' : html`<br>${due}`}</div>
<div class="act"><a class="button${act.main ? ' main' : ''}" href="${act.to}">${act.text}</a></div>
</li>`
}

/** Where an item stands, in a few words. */
export function stateLine({ say }: PageRequest, { round, presence }: Item): string {
  if (round === 'none') return presence === 'never' ? say('state.voided') : say(`presence.${presence}`)
  return presence === 'never' ? say(`round.${round}`) : say('state.line', { round: say(`round.${round}`), presence: say(`presence.${presence}`) })
}
