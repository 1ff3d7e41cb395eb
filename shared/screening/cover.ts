import type { Content } from '../document/content.ts'
import type { Block, Document, Place } from '../document/types.ts'
import { personalData } from './privacy/detect.ts'
import { fieldTexts } from './screen.ts'
import type { Text } from './texts.ts'
import { textsOf } from './texts.ts'
import { viewOf } from './view.ts'

/**
 * A content with a sign in the place of every UTF-16 unit that a rule takes for somebody's personal data, whatever the level: for
 * eyes that nobody has vouched for. Texts stay as long as they are, so that places in them stay right. Catalogue fields that are
 * no free text, sizes and digests stay as they are.
 *
 * @param today YYYY-MM-DD, as for screening
 */
export function coverPersonal(content: Content, today?: string): Content {
  const covered = new Map<string, string>()
  for (const text of textsOf(content.body, fieldTexts(content))) {
    const after = coveredText(text, today)
    if (after !== text.text) covered.set(keyOf(text.place), after)
  }
  if (covered.size === 0) return content
  const at = (place: Place, text: string): string => covered.get(keyOf(place)) ?? text
  const field = (name: string, text: string): string => at({ block: 0, field: name }, text)
  const { fields, changeNote } = content
  return {
    ...content,
    title: field('title', content.title),
    ...(changeNote !== undefined && { changeNote: field('changeNote', changeNote) }),
    body: coveredBody(content.body, at),
    fields: {
      ...fields,
      source: field('fields.source', fields.source),
      ...(fields.documentNumber !== undefined && { documentNumber: field('fields.documentNumber', fields.documentNumber) }),
      ...(fields.summary !== undefined && { summary: field('fields.summary', fields.summary) }),
      ...(fields.contact !== undefined && { contact: field('fields.contact', fields.contact) }),
      ...(fields.keywords && { keywords: fields.keywords.map((word, index) => field(`fields.keywords.${index}`, word)) }),
    },
    attachments: content.attachments.map((one, index) => ({ ...one, name: field(`attachments.${index}.name`, one.name) })),
  }
}

/** The same for one text on its own, such as what somebody wrote about an item. */
export function coverPersonalIn(text: string, today?: string): string {
  return coveredText({ place: { block: 0 }, text, label: '', head: false }, today)
}

function coveredText(text: Text, today: string | undefined): string {
  const hits = personalData(viewOf(text), today)
  if (hits.length === 0) return text.text
  const units = text.text.split('')
  for (const { start, end } of hits) units.fill('＊', start, end)
  return units.join('')
}

function coveredBody(body: Document, at: (place: Place, text: string) => string): Document {
  return { ...body, blocks: body.blocks.map((block, index) => coveredBlock(block, index, at)) }
}

function coveredBlock(block: Block, index: number, at: (place: Place, text: string) => string): Block {
  if (block.type === 'heading' || block.type === 'paragraph') return { ...block, text: at({ block: index }, block.text) }
  if (block.type === 'list') return { ...block, items: block.items.map((text, item) => at({ block: index, item }, text)) }
  return {
    ...block,
    ...(block.caption !== undefined && { caption: at({ block: index, caption: true }, block.caption) }),
    rows: block.rows.map((cells, row) => cells.map((cell, column) => ({ ...cell, text: at({ block: index, row, column }, cell.text) }))),
  }
}

function keyOf({ field, block, item, row, column, caption }: Place): string {
  return JSON.stringify([field ?? '', block, item ?? '', row ?? '', column ?? '', caption ?? ''])
}
