import type { Content } from '../../../shared/document/content.ts'
import type { Marks } from '../../../shared/web/document.ts'
import { fieldView, noMarks } from '../../../shared/web/document.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import type { PageRequest } from '../../../shared/web/request.ts'
import { dayText } from '../../../shared/web/time.ts'
import type { Key } from '../../../shared/web/words.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { columnName, unitName } from '../context.ts'
import { GROUNDS } from '../editor/fields.ts'

/** The catalogue fields of a content, as they would be published. */
export function factsView({ say, lang }: PageRequest, item: Item, content: Content, marks: Marks = noMarks): Html {
  const { fields } = content
  const ground = GROUNDS.find((one) => one === fields.ground)
  const row = (label: Key, value: Html | string | undefined): Html | string =>
    value === undefined ? '' : html`<tr><th scope="row">${say(label)}</th><td>${value}</td></tr>`
  const text = (name: string, value: string | undefined): Html | undefined => value === undefined ? undefined : fieldView(name, value, marks)
  const day = (value: string | undefined): string | undefined => value === undefined ? undefined : dayText(value, lang)
  return html`<section class="panel"><h2>${say('facts.title')}</h2><table class="facts">
${row('field.indexNumber', item.published?.indexNumber ?? say('field.indexNumber.later'))}
${row('field.type', say(`type.${item.type}`))}
${row('field.unit', unitName(item.unit))}
${row('field.column', columnName(fields.column))}
${row('field.openness', say(`openness.${fields.openness}`))}
${row('field.ground', ground ? say(`ground.${ground}`) : fields.ground)}
${row('field.formedOn', day(fields.formedOn))}
${row('field.source', text('fields.source', fields.source))}
${row('field.documentNumber', text('fields.documentNumber', fields.documentNumber))}
${row('field.summary', text('fields.summary', fields.summary))}
${row('field.keywords', fields.keywords && html`${fields.keywords.map((word, at) => html`${fieldView(`fields.keywords.${at}`, word, marks)} `)}`)}
${row('field.validFrom', day(fields.validFrom))}
${row('field.validUntil', day(fields.validUntil))}
${row('field.changeNote', text('changeNote', content.changeNote))}
</table></section>`
}
