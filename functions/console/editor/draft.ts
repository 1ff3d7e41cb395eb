import type { Content } from '../../../shared/document/content.ts'
import { toText } from '../../../shared/document/to-text.ts'
import { now } from '../../../shared/now.ts'
import type { Form } from '../../../shared/web/form.ts'
import { typed } from '../../../shared/web/form.ts'
import { chinaDay } from '../../../shared/web/time.ts'
import { unitName } from '../context.ts'
import type { EditorField } from './fields.ts'

/** What stands in the fields of the editor, as typed. */
export type Draft = Readonly<Record<EditorField, string>>

const names = [
  'title', 'column', 'openness', 'formedOn', 'source', 'ground', 'documentNumber', 'summary', 'keywords', 'validFrom', 'validUntil', 'contact',
  'changeNote', 'text', 'type', 'unit',
] as const satisfies readonly EditorField[]

/** The fields of a new item. */
export function freshDraft(unit: string): Draft {
  return {
    title: '', text: '', type: 'notice', unit, column: '', openness: 'proactive', formedOn: chinaDay(now()), source: unitName(unit),
    ground: '', documentNumber: '', summary: '', keywords: '', validFrom: '', validUntil: '', contact: '', changeNote: '',
  }
}

/** The fields as somebody has typed them, whatever they are worth. */
export function draftOf(form: Form, fresh: Draft): Draft {
  return names.reduce<Draft>((draft, name) => form.texts.has(name) ? { ...draft, [name]: typed(form, name) } : draft, fresh)
}

/** The fields of what is stored. */
export function draftFrom(content: Content, { type, unit }: { readonly type: string, readonly unit: string }): Draft {
  const { fields } = content
  return {
    title: content.title, text: toText(content.body), type, unit, column: fields.column, openness: fields.openness,
    formedOn: fields.formedOn, source: fields.source, ground: fields.ground, documentNumber: fields.documentNumber ?? '',
    summary: fields.summary ?? '', keywords: (fields.keywords ?? []).join(' '), validFrom: fields.validFrom ?? '',
    validUntil: fields.validUntil ?? '', contact: fields.contact ?? '', changeNote: content.changeNote ?? '',
  }
}
