import type { Lexicon } from './lexicon.ts'
import { compileLexicon } from './lexicon.ts'

/**
 * The lexicon as shipped. Lists that age (names of leaders, sensitive terms) are empty: they show as not loaded
 * until an administrator imports them.
 */
export function shippedLexicon(): Lexicon {
  return compileLexicon([], [
    { id: 'misused', name: '错别字词库', edition: '2026-11', source: '随系统提供', date: '2026-11-24' },
    { id: 'naming', name: '规范表述词库', edition: '2026-11', source: '随系统提供', date: '2026-11-24' },
    { id: 'leaders', name: '领导人姓名职务库', edition: '', source: '由本单位导入', date: '' },
    { id: 'sensitive', name: '敏感词库', edition: '', source: '由本单位导入', date: '' },
  ])
}
