import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'

/** A row of a table of figures. */
export interface Row {
  /** attribute by which it is known */
  readonly mark: Html
  readonly head: string
  readonly cells: readonly (Html | string)[]
}

/** A table of figures; on a phone each row is a block whose cells say what they are. @param heads of the rows first, then of the cells */
export function figuresTable([first = '', ...heads]: readonly string[], rows: readonly Row[]): Html {
  return html`<div class="scroll figures" tabindex="0"><table>
<thead><tr><th scope="col">${first}</th>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(({ mark, head, cells }) => html`<tr${mark}><th scope="row">${head}</th>${cells.map((cell, at) => html`<td data-label="${heads[at] ?? ''}">${cell}</td>`)}</tr>
`)}</tbody>
</table></div>`
}
