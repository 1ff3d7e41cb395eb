import { findingLabels, levelLabels, proofLabels } from './labels.ts'
import type { Words } from './types.ts'

/** What the list of findings beside the text says while somebody types; all of the words that go to the browser. */
export const liveWords = {
  ...levelLabels, ...findingLabels, ...proofLabels,
  'live.title': ['边写边检测', 'Screening as you write'],
  'live.note': ['在本机浏览器中检测，文字不会发送到任何地方；提交后以系统检测为准。', 'This runs in your browser and sends the text nowhere; what counts is the screening after submission.'],
  'live.clean': ['没有发现问题。', 'Nothing was found.'],
  'live.counts': ['禁止发布 {block} 处，需核实 {warn} 处，提示 {info} 处。', '{block} to block, {warn} to check, {info} notes.'],
  'live.more': ['另有 {count} 处，请先处理以上各处。', '{count} more; see to these first.'],
  'live.line': ['第 {line} 行', 'Line {line}'],
  'live.field': ['查看', 'See'],
  'live.go': ['{place}：选中“{masked}”', '{place}: select “{masked}”'],
  'live.too_long': ['文字太长，请用“检测错敏词和隐私”按钮检测。', 'The text is too long for this; use “Run screening”.'],
} as const satisfies Words
