import { limits } from '../../../shared/document/limits.ts'
import type { FieldRules } from '../../../shared/web/fields.ts'
import { GROUNDS } from '../../../shared/web/review/facts.ts'
import type { Key } from '../../../shared/web/words.ts'
import { ITEM_TYPES } from '../../../shared/workflow/states.ts'
import type { ItemType } from '../../../shared/workflow/states.ts'
import { body } from '../context.ts'

export const OPENNESS = ['proactive', 'on_request', 'withheld'] as const

/** What the fields of the editor take. The text itself is read by the document room. */
export const editorRules = {
  title: { label: 'field.title', max: limits.title, required: true },
  column: { label: 'field.column', max: limits.column, required: true, choices: body.columns.map(({ id }) => id) },
  openness: { label: 'field.openness', max: 20, required: true, choices: OPENNESS },
  formedOn: { label: 'field.formedOn', max: 10, required: true, kind: 'date' },
  source: { label: 'field.source', max: limits.source, required: true },
  ground: { label: 'field.ground', max: limits.ground, required: true, choices: GROUNDS },
  documentNumber: { label: 'field.documentNumber', max: limits.documentNumber },
  summary: { label: 'field.summary', max: limits.summary, multiline: true },
  keywords: { label: 'field.keywords', max: 400 },
  validFrom: { label: 'field.validFrom', max: 10, kind: 'date' },
  validUntil: { label: 'field.validUntil', max: 10, kind: 'date' },
  contact: { label: 'field.contact', max: limits.contact },
  changeNote: { label: 'field.changeNote', max: limits.changeNote, multiline: true },
} as const satisfies FieldRules

/** Every field that the editor shows, for going back and forth between a form and what is stored. */
export type EditorField = keyof typeof editorRules | 'text' | 'type' | 'unit'

export const fieldLabels: Readonly<Record<EditorField | 'file', Key>> = {
  title: 'field.title', column: 'field.column', openness: 'field.openness', formedOn: 'field.formedOn', source: 'field.source',
  ground: 'field.ground', documentNumber: 'field.documentNumber', summary: 'field.summary', keywords: 'field.keywords',
  validFrom: 'field.validFrom', validUntil: 'field.validUntil', contact: 'field.contact', changeNote: 'field.changeNote', text: 'field.text',
  type: 'field.type', unit: 'field.unit', file: 'field.file',
}

export const itemTypes: readonly ItemType[] = Object.keys(ITEM_TYPES).filter(isItemType)

export function isItemType(text: string): text is ItemType {
  return Object.hasOwn(ITEM_TYPES, text)
}
