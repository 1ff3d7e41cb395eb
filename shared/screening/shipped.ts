import type { Lexicon, ListInfo, Term } from './lexicon.ts'
import { compileLexicon } from './lexicon.ts'
import type { WordGroup } from './lexicons/misused-common.ts'
import { COMMON_CONFUSIONS } from './lexicons/misused-common.ts'
import { OFFICIAL_CONFUSIONS } from './lexicons/misused-official.ts'
import { GIVEN_UP_ERRORS, GIVEN_UP_FORMS } from './lexicons/misused-variants.ts'
import { NAMING_BASIS, NAMING_RULES } from './lexicons/naming.ts'
import type { Level } from './types.ts'

/** The lists of a new installation. The last two age, so they ship empty and show as not loaded. */
export const SHIPPED_LISTS: readonly ListInfo[] = [
  { id: 'misused', name: '错别字词库', edition: '2026-11', source: '《现代汉语词典》《第一批异形词整理表》等，逐条注明', date: '2026-11-24' },
  { id: 'naming', name: '规范表述词库', edition: '2026-11', source: NAMING_BASIS, date: '2026-11-24' },
  { id: 'leaders', name: '领导人姓名职务库', edition: '', source: '由本单位导入', date: '' },
  { id: 'sensitive', name: '敏感词库', edition: '', source: '由本单位导入', date: '' },
]

/** The terms of the shipped lists. */
export function shippedTerms(): Term[] {
  const terms = [...COMMON_CONFUSIONS, ...OFFICIAL_CONFUSIONS, ...GIVEN_UP_ERRORS].flatMap((group) => misused(group, 'warn'))
  const known = new Set(terms.map(({ term }) => term))
  return [
    ...terms,
    ...GIVEN_UP_FORMS.flatMap((group) => misused(group, 'info')).filter(({ term }) => !known.has(term)),
    ...NAMING_RULES.map((rule): Term => ({ ...rule, list: 'naming', kind: 'naming', basis: NAMING_BASIS, exact: true })),
  ]
}

/**
 * The lexicon as shipped. Lists that age (names of leaders, sensitive terms) are empty: they show as not loaded
 * until an administrator imports them.
 */
export function shippedLexicon(): Lexicon {
  return compileLexicon(shippedTerms(), SHIPPED_LISTS)
}

function misused({ words, basis }: WordGroup, level: Level): Term[] {
  return words.split(/\s+/u).map((pair) => {
    const [term = '', suggestion = ''] = pair.split(':')
    return { term, suggestion, basis, level, list: 'misused', kind: 'misused', exact: true }
  })
}
