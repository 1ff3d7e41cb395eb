import type { Content } from '../../document/content.ts'
import type { Marks } from '../document.ts'
import { fieldView, noMarks } from '../document.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { PageRequest } from '../request.ts'
import { dayText } from '../time.ts'
import type { Key } from '../words.ts'
import type { Item } from '../../workflow/types.ts'
import { columnName, unitName } from './item.ts'

/** Grounds of disclosure, 政府信息公开条例 arts. 19 and 20, and none. */
export const GROUNDS = [
  '19', '20-01', '20-02', '20-03', '20-04', '20-05', '20-06', '20-07', '20-08', '20-09', '20-10', '20-11', '20-12', '20-13',
  '20-14', '20-15', '21-1', '21-2', 'voluntary',
] as const

/** The catalogue fields of a content, as they would be published. */
export function factsView({ say, lang, body }: PageRequest, item: Item, content: Content, marks: Marks = noMarks): Html {
  const { fields } = content
  const ground = GROUNDS.find((one) => one === fields.ground)
  const row = (label: Key, value: Html | string | undefined): Html | string =>
    value === undefined ? '' : html`<tr><th scope="row">${say(label)}</th><td>${value}</td></tr>`
  const text = (name: string, value: string | undefined): Html | undefined => value === undefined ? undefined : fieldView(name, value, marks)
  const day = (value: string | undefined): string | undefined => value === undefined ? undefined : dayText(value, lang)
  return html`<section class="panel"><h2>${say('facts.title')}</h2><table class="facts">
${row('field.indexNumber', item.published?.indexNumber ?? say('field.indexNumber.later'))}
${row('field.type', say(`type.${item.type}`))}
${row('field.unit', unitName(body, item.unit))}
${row('field.column', columnName(body, fields.column))}
${row('field.openness', say(`openness.${fields.openness}`))}
${row('field.ground', ground ? say(`ground.${ground}`) : fields.ground)}
${row('field.formedOn', day(fields.formedOn))}
${row('field.source', text('fields.source', fields.source))}
${row('field.documentNumber', text('fields.documentNumber', fields.documentNumber))}
${row('field.summary', text('fields.summary', fields.summary))}
${row('field.keywords', fields.keywords && html`${fields.keywords.map((word, at) => html`${fieldView(`fields.keywords.${at}`, word, marks)} `)}`)}
${row('field.validFrom', day(fields.validFrom))}
${row('field.validUntil', day(fields.validUntil))}
${row('field.contact', text('fields.contact', fields.contact))}
${row('field.changeNote', text('changeNote', content.changeNote))}
</table></section>`
}
