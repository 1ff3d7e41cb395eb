import { screenCase } from '../../../cdk/cli/cases.ts'
import { shippedLexicon } from '../../../shared/screening/shipped.ts'
import { labelledCases } from './cases.ts'
import type { Labelled } from './labelled.ts'

/** What became of the labelled cases of a group. */
export interface Figures {
  readonly spans: number
  /** found with their kind and exact place */
  readonly exact: number
  /** found at all */
  readonly overlap: number
  /** cases in which nothing may be found, and those of them in which nothing was */
  readonly clean: number
  readonly untouched: number
}

/** A case and what was found in it above `info`. */
export interface Outcome {
  readonly one: Labelled
  readonly found: readonly { readonly kind: string, readonly start: number, readonly end: number }[]
}

const TODAY = '2026-11-24'

/** Screens labelled cases, all of the usual ones unless others are given. */
export function screenLabelled(cases: readonly Labelled[] = labelledCases()): Outcome[] {
  const shipped = shippedLexicon()
  return cases.map((one) => {
    const terms = one.terms?.map((term) => ({ ...term, allow: [...term.allow ?? []] }))
    return { one, found: screenCase({ ...one, terms }, shipped, TODAY).findings.filter(({ level }) => level !== 'info') }
  })
}

/** What a case wants and did not get at its exact place. */
export function missedIn({ one, found }: Outcome): Labelled['expect'] {
  return one.expect.filter((want) => !found.some((hit) => hit.kind === want.kind && hit.start === want.start && hit.end === want.end))
}

/** Figures by the key that `keyOf` gives each case, in the order of the keys. */
export function figuresBy(outcomes: readonly Outcome[], keyOf: (one: Labelled) => string): [string, Figures][] {
  const groups = Map.groupBy(outcomes, ({ one }) => keyOf(one))
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, of]) => [key, figuresOf(of)])
}

function figuresOf(outcomes: readonly Outcome[]): Figures {
  const sum = (count: (outcome: Outcome) => number): number => outcomes.reduce((total, outcome) => total + count(outcome), 0)
  const clean = outcomes.filter(({ one }) => one.expect.length === 0)
  return {
    spans: sum(({ one }) => one.expect.length), exact: sum((outcome) => outcome.one.expect.length - missedIn(outcome).length),
    overlap: sum(({ one, found }) => one.expect.filter((want) => found.some((hit) => hit.start < want.end && want.start < hit.end)).length),
    clean: clean.length, untouched: clean.filter(({ found }) => found.length === 0).length,
  }
}

/** The whole table, every group by itself. */
export function wholeTable(outcomes: readonly Outcome[]): string {
  const rows = [...figuresBy(outcomes, ({ tier }) => tier.toUpperCase()), ...figuresBy(outcomes, ({ tier, group }) => `${tier}/${group}`)]
  return ['| group | spans | found exactly | found at all | clean texts | left alone |', '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(([name, of]) => `| ${name} | ${of.spans} | ${percent(of.exact, of.spans)} | ${percent(of.overlap, of.spans)} | ${of.clean} | ${percent(of.untouched, of.clean)} |`),
  ].join('\n')
}

const TITLES: Readonly<Record<string, readonly [string, string]>> = {
  'core/id': ['resident identity numbers', '身份证号'], 'core/mobile': ['mobile numbers', '手机号'], 'core/landline': ['private landlines', '个人固话'],
  'core/bank': ['bank cards', '银行卡'], 'core/code': ['passports, permits, credit codes, VIN, QQ, WeChat…', '护照、通行证、信用代码、车架号、QQ、微信等'],
  'core/plate': ['vehicle plates', '车牌'], 'core/email': ['private e-mail', '个人邮箱'], 'core/case': ['case and penalty numbers', '案号、处罚文号'],
  'core/secrecy': ['marks of secrecy and office use', '密级与内部标志'], 'core/misused': ['wrong words', '错别字'],
  'core/term': ['terms, also folded, parted, repeated', '词条（含变体、夹字、重复）'], 'core/boundary': ['terms as words', '独立成词的词条'], 'core/html': ['within HTML', '网页源码'],
  'hard/person': ['names, addresses, health, crime', '姓名、住址、健康、违法犯罪'],
  'hard/term': ['terms in pinyin, by sound, alike, taken apart', '拼音、谐音、形近、拆字的词条'], 'hard/boundary': ['innocent overlaps of words', '跨词的无辜重合'],
}

/** The table of the README: a group and its clean texts in one row. `language` 0 is English, 1 Chinese. */
export function shortTable(outcomes: readonly Outcome[], language: 0 | 1): string {
  const rows = figuresBy(outcomes, ({ tier, group }) => `${tier}/${group.replace(/-neg$/u, '')}`)
  const head = language === 0 ? '| | spans | found exactly | clean texts | left alone |' : '| 类别 | 应发现 | 准确发现 | 应放行 | 放行 |'
  return [head, '| --- | ---: | ---: | ---: | ---: |', ...rows.map(([name, of]) =>
    `| ${TITLES[name]?.[language] ?? name} | ${of.spans} | ${percent(of.exact, of.spans)} | ${of.clean} | ${percent(of.untouched, of.clean)} |`)].join('\n')
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${(100 * part / whole).toFixed(1)} %`
}
