import type { Hit } from './finding.ts'
import { Claims, hitAt } from './finding.ts'
import type { View } from './view.ts'

const BLANK = '[ \\u3000]*'
const LEVEL = `[绝絕]${BLANK}密|[机機]${BLANK}密|秘${BLANK}密`
const STAR = '[★☆*＊﹡✱✩✭✰▲△●◆※⭐]'
const TERM = `(?:(?:\\d{1,3}|[一二三四五六七八九十]{1,3})${BLANK}(?:年|个月|月)|[长長]期|启用前|公布前|公开前|解密(?:前|时间)?(?:[：:]?\\d{4}年(?:\\d{1,2}月(?:\\d{1,2}日)?)?)?)`
const STARRED = new RegExp(`(?<!商业)(${LEVEL})级?${BLANK}${STAR}️?${BLANK}(${TERM})?`, 'gu')
const BARE_LINE = new RegExp(`^${BLANK}[【\\[（(]?(${LEVEL})(?:级|件|文件)?[】\\]）)]?${BLANK}(?:[（(·•]?(${TERM})[）)]?)?${BLANK}$`, 'u')
const LABELLED = new RegExp(`(?:密级|保密等级|秘密等级|保密级别|涉密等级)${BLANK}[：:]?${BLANK}(${LEVEL})${BLANK}(?:${STAR}${BLANK})?(${TERM})?`, 'gu')
const MARK_BASIS = '保守国家秘密法第二十一条、实施条例第二十一条; GB/T 9704-2012 7.2.2'
const LONGEST_YEARS: Readonly<Record<string, number>> = { 绝密: 30, 机密: 20, 秘密: 10 }
const QUOTE_BEFORE = /[“"「『‘']$/u

const OFFICE_WORDS = '内部(?:工作)?(?:资料|文件|材料|使用|参考|参阅|情况|信息|发行|传阅|刊物|掌握|通报|明电)|密件|传阅件|非公开|供领导参阅|仅供(?:内部|领导|有关|工作)?(?:使用|参考|参阅|内部使用|内部参考)|' +
  '仅限(?:内部|本单位|机关|系统内)[\\u4E00-\\u9FFF]{0,6}|注意保[存密管]|妥善保[管存]|阅后(?:即焚|收回|销毁|退回)|用后(?:收回|销毁)|会后收回|' +
  '严禁(?:对外)?(?:外传|外泄|泄露|泄漏|翻印|复制|转发|扩散|上网|公开|传播)|(?:不得|请勿|切勿|禁止|不准|勿)(?:外传|外泄|翻印|复印|复制|转发|扩散|上网|传播|对外(?:公开|提供|发布|传播))|' +
  '(?:此件|本件|本文|该件|此文)(?:不|不予|不得|不宜|不对外)公开(?:发布)?|此件依申请公开|不宜(?:对外)?公开|不对外公开|不得(?:对外)?公开|未经(?:批准|许可|同意)[，,]?(?:不得|严禁)[\\u4E00-\\u9FFF]{2,6}|' +
  '工作秘密|敏感信息|涉密文件|涉密|保密|不公开|不予公开|限[\\u4E00-\\u9FFF]{2,8}(?:阅|知悉)'
/** words that head a page as well as a row or a heading: they tell for certain only at the head, with something below them */
const WEAK = /^(?:敏感信息|涉密|保密|不公开|不予公开)$/u
const OFFICE_LINE = new RegExp(`^[ \\u3000【\\[（(★☆*]*((?:${OFFICE_WORDS})(?:[ \\u3000，,、；;·.！!。]{0,3}(?:${OFFICE_WORDS}))*)[！!。]?[ \\u3000】\\]）)★☆*]*$`, 'u')
const OFFICE_BRACKETED = /[（(【[][ \u3000]?((?:内部(?:掌握|参阅|传阅|使用|参考|资料|文件|材料|工作资料)|密件|不(?:予)?对外公开|不得对外公开|阅后(?:即焚|收回|销毁)|仅供(?:内部|领导)[\u4E00-\u9FFF]{0,4}|仅限内部[\u4E00-\u9FFF]{0,4}|会后收回|(?:严禁|不得|请勿|切勿|禁止)外[传泄])(?:[ \u3000，,、；;·]{1,2}[\u4E00-\u9FFF]{2,8})?)[！!]?[ \u3000]?[）)】\]]/gu
const OFFICE_ANYWHERE = /[（(【[](?:内部(?:资料|文件|材料|使用|参考)|此件不(?:予)?公开|不公开|此件依申请公开)[^）)】\]\n]{0,16}[）)】\]]|(?:此件|本件)(?:不|不予|不得|不宜)公开(?:发布)?|内部(?:资料|文件|材料)[ \u3000，,、·]{1,2}(?:注意保[存密]|(?:严禁|不得|请勿|禁止)外[传泄])/gu
const OPENNESS = /(?:公开属性|公开方式|公开类别|公开形式|信息公开选项)[ \u3000]*[：:][ \u3000]*(不公开|不予公开|依申请公开)/gu
const OFFICE_BASIS = '保守国家秘密法第六十四条（工作秘密）; 政府信息公开条例第十六条; 内部标志'
const DRAFT = /[（(](?:征求意见稿|送审稿|讨论稿|审议稿|修改稿|初稿|草稿|内部讨论稿)[）)]/gu
const COPY_NUMBER = /^[ \u3000]*(?:份号[：:]?[ \u3000]*)?0\d{5}[ \u3000]*$/u

/** Marks of state secrets, of office-only papers, and terms of secrecy that the law does not know. */
export function secrecyMarks(view: View): Hit[] {
  const hits: Hit[] = []
  const claims = new Claims(view.text.text.length)
  const add = (from: number, to: number, what: Omit<Hit, 'start' | 'end' | 'masked'>): void => {
    const hit = hitAt(view, from, to, { ...what, masked: view.chars.slice(from, to) })
    if (what.kind === 'secrecy_term' || claims.take(hit.start, hit.end)) hits.push(hit)
  }
  const state = (from: number, text: string, level: string, term: string | undefined, quoted: boolean): void => {
    const end = from + text.trimEnd().length
    add(from, end, { kind: 'secrecy_mark', level: quoted ? 'warn' : 'block', basis: MARK_BASIS,
      rule: quoted ? 'secrecy.quoted_mark' : 'secrecy.state_mark' })
    const name = level.replaceAll(/[ \u3000]/gu, '').replace('絕', '绝').replace('機', '机')
    if (isTooLong(name, term)) {
      add(from, end, { kind: 'secrecy_term', level: 'block', rule: 'secrecy.term_too_long',
        basis: `保守国家秘密法第二十条：${name}不超过${LONGEST_YEARS[name] ?? 0}年` })
    }
  }
  for (const match of view.chars.matchAll(STARRED)) {
    state(match.index, match[0], match[1] ?? '', match[2], QUOTE_BEFORE.test(view.chars.slice(0, match.index).slice(-1)))
  }
  for (const match of view.chars.matchAll(LABELLED)) {
    const lead = match[0].search(new RegExp(LEVEL, 'u'))
    state(match.index + lead, match[0].slice(lead), match[1] ?? '', match[2], false)
  }
  for (const { from, line, first } of linesOf(view)) {
    const bare = BARE_LINE.exec(line)
    if (bare !== null && (first || bare[2] !== undefined) && view.text.place.row === undefined) {
      const lead = line.search(/[^ \u3000]/u)
      state(from + lead, line.slice(lead), bare[1] ?? '', bare[2], false)
    }
    const office = OFFICE_LINE.exec(line)
    if (office !== null && view.text.place.row === undefined && view.text.label === '') {
      const lead = line.indexOf(office[1] ?? '')
      add(from + lead, from + lead + (office[1] ?? '').length, { ...officeMark('secrecy.office_mark'),
        ...(WEAK.test(office[1] ?? '') && (!first || view.chars.trim() === line.trim()) ? { level: 'info' as const } : {}) })
    }
    if (first && COPY_NUMBER.test(line)) {
      add(from + line.search(/\d/u), from + line.trimEnd().length, { ...officeMark('secrecy.copy_number'), level: 'info',
        basis: 'GB/T 9704-2012 7.2.1 份号' })
    }
  }
  for (const match of view.chars.matchAll(OFFICE_BRACKETED)) {
    const lead = match[0].indexOf(match[1] ?? '')
    add(match.index + lead, match.index + lead + (match[1] ?? '').length, officeMark('secrecy.office_mark'))
  }
  for (const match of view.chars.matchAll(OFFICE_ANYWHERE)) {
    const inner = /^[（(【[]/u.test(match[0]) ? 1 : 0
    add(match.index + inner, match.index + match[0].length - inner, officeMark('secrecy.office_mark'))
  }
  for (const match of view.chars.matchAll(OPENNESS)) {
    const value = match[1] ?? ''
    add(match.index + match[0].length - value.length, match.index + match[0].length, officeMark('secrecy.openness'))
  }
  for (const match of view.chars.matchAll(DRAFT)) {
    add(match.index, match.index + match[0].length, { ...officeMark('secrecy.draft'), level: 'info', basis: '政府信息公开条例第十六条 过程性信息' })
  }
  return hits
}

/** Whether a finding is a state-secret mark, whose way out is a ruling and never an excuse. */
export function isStateMark(finding: { readonly rule: string }): boolean {
  return finding.rule === 'secrecy.state_mark'
}

function officeMark(rule: string): Omit<Hit, 'start' | 'end' | 'masked'> {
  return { kind: 'secrecy_mark', level: 'warn', rule, basis: OFFICE_BASIS }
}

function isTooLong(level: string, term: string | undefined): boolean {
  const number = /^(\d{1,3}|[一二三四五六七八九十]{1,3})[ \u3000]*(年|个月|月)$/u.exec(term ?? '')
  if (number === null) return false
  const count = /^\d/u.test(number[1] ?? '') ? Number(number[1]) : hanNumber(number[1] ?? '')
  return (number[2] === '年' ? count : count / 12) > (LONGEST_YEARS[level] ?? Number.POSITIVE_INFINITY)
}

function hanDigit(char: string): number {
  return '零一二三四五六七八九'.indexOf(char)
}

function hanNumber(text: string): number {
  const [tens = '', ones = ''] = text.split('十')
  return text.includes('十') ? (tens === '' ? 1 : hanDigit(tens)) * 10 + (ones === '' ? 0 : hanDigit(ones)) : hanDigit(text)
}

const HEAD_LINES = 3

function* linesOf(view: View): Generator<{ from: number, line: string, first: boolean }> {
  let from = 0
  let number = 0
  for (const line of view.chars.split('\n')) {
    if (line.length <= 60) yield { from, line, first: view.text.head && number < HEAD_LINES }
    from += line.length + 1
    number++
  }
}
