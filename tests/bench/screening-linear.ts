/**
 * node tests/bench/screening-linear.ts
 *
 * Processor time of a whole screening over inputs made to be slow, at 125k, 250k and 500k units: a linear engine
 * doubles. Units given as arguments are tried alone.
 */
import { compileLexicon } from '../../shared/screening/lexicon.ts'
import { screenTexts } from '../../shared/screening/screen.ts'
import { textsOfHtml } from '../../shared/screening/html.ts'
import { shippedTerms } from '../../shared/screening/shipped.ts'

const lexicon = compileLexicon([
  ...shippedTerms(), ...Array.from({ length: 60 }, (_, at) => ({ term: `${'甲'.repeat(at + 1)}乙`, pinyin: true, homophone: true, split: true, lookalike: true })),
  ...Array.from({ length: 60 }, (_, at) => ({ term: `${'a'.repeat(at + 1)}b` })), { term: '甲乙'.repeat(40) }, { term: '代开发票' },
])

const UNITS = ['a', '1', '甲', '甲乙', '甲甲乙乙', '\u202E', '\u200B', ' ', '0 ', '1-', '1、', '代\u200B', '代，', '（2020）', '鲁', '鲁A', '@', 'a@', 'a.', 'a@b.', '*', '1*', '13800001234 ',
  '张三，男，', '申请人', '申请人张三，', '住', '家住山东省', '村', '小区', '62', '110105194912310021', '110105194912310021，', '★', '秘密', '秘密★', '机密★5年', '内部', '内部资料\n', '内部资料', '\n', '&', '<',
  '<a ', '<!--', '罚', '行罚决字', '〔2022〕', '\u0301', '😀', 'ﷺ', '岁', '患病', '罪', '有期徒刑', '一', '出生', '1990年1月', '(', '((at', '被处罚人王某某', '微信：a', 'QQ', '年', '12岁张三，男，', '。', '第', '登陆', '中华人民共合国'] as const

const asked = process.argv.slice(2)
for (const unit of asked.length > 0 ? asked : UNITS) {
  const times = [125_000, 250_000, 500_000].map((size) => {
    const text = unit.repeat(Math.ceil(size / unit.length))
    const start = process.cpuUsage()
    screenTexts([{ place: { block: 0 }, text, label: '', head: true }], lexicon)
    if (unit.includes('<') || unit === '&') screenTexts(textsOfHtml(text), lexicon)
    const { user, system } = process.cpuUsage(start)
    return Math.round((user + system) / 1000)
  })
  const [small = 0, , large = 0] = times
  const growth = large / Math.max(small, 1)
  process.stdout.write(`${JSON.stringify(unit).padEnd(24)} ${times.join(' ms, ')} ms${growth > 6 && large > 400 ? '  NOT LINEAR' : ''}${large > 3000 ? '  SLOW' : ''}\n`)
}
