import type { LexiconStage } from '../../lexicon/event.ts'
import type { Word, Words } from './types.ts'

const stages: Readonly<Record<`lexicon.stage.${LexiconStage}`, Word>> = {
  'lexicon.stage.proposed': ['提出，待另一名管理员启用', 'proposed, another administrator has to put it in force'],
  'lexicon.stage.activated': ['已启用', 'put in force'],
  'lexicon.stage.rejected': ['被撤回或否决，没有启用', 'taken back or rejected, not put in force'],
}

/** Editions of the lexicon. */
export const lexiconWords = {
  ...stages,
  'lexicon.audit': ['词库版本', 'Lexicon edition'],
} as const satisfies Words
