import { absenceWords } from './words/absence.ts'
import { adminWords } from './words/admin.ts'
import { attachmentWords } from './words/attachments.ts'
import { auditWords } from './words/audit.ts'
import { commandWords } from './words/commands.ts'
import { commonWords } from './words/common.ts'
import { decisionWords } from './words/decision.ts'
import { dueWords } from './words/due.ts'
import { editorWords } from './words/editor.ts'
import { homeWords } from './words/home.ts'
import { itemWords } from './words/item.ts'
import { labelWords } from './words/labels.ts'
import { lexiconWords } from './words/lexicon.ts'
import { linkWords } from './words/link.ts'
import { reportWords } from './words/report.ts'
import { noticeWords } from './words/notices.ts'
import { flowWords } from './words/flow.ts'
import { taskWords } from './words/tasks.ts'
import type { Words } from './words/types.ts'
import type { Values } from './words/fill.ts'
import { fill } from './words/fill.ts'

export const LANGS = ['zh', 'en'] as const
export type Lang = (typeof LANGS)[number]

/** Every word that a page of the console shows. Pages hold no sentence of their own. */
export const catalogue = {
  ...commonWords, ...labelWords, ...homeWords, ...editorWords, ...attachmentWords, ...itemWords, ...decisionWords, ...commandWords, ...auditWords, ...adminWords, ...lexiconWords, ...taskWords, ...flowWords, ...noticeWords, ...absenceWords, ...reportWords, ...linkWords, ...dueWords,
} as const satisfies Words

export type Key = keyof typeof catalogue
export type { Values }
export { fill }

/** Says a word of the catalogue in the language of the page. */
export type Say = (key: Key, values?: Values) => string

/** @returns the voice of one language */
export function sayIn(lang: Lang): Say {
  return (key, values) => fill(catalogue[key][lang === 'zh' ? 0 : 1], values)
}

/** Names in a row, as the language writes them. */
export function list(lang: Lang, names: readonly string[]): string {
  return names.join(lang === 'zh' ? '、' : ', ')
}
