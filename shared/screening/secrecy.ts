import type { Hit } from './finding.ts'
import { hitAt } from './finding.ts'
import type { View } from './view.ts'

const TERM = '(?:\\d{1,3}[ \\u3000]*(?:年|个月|月)|[一二三四五六七八九十]{1,3}年|长期|启用前|公布前|公开前|解密(?:前|时间)?)'
const STATE_MARK = new RegExp(
  `(绝[ \\u3000]*密|机[ \\u3000]*密|秘[ \\u3000]*密)[ \\u3000]*[★☆*＊﹡✱✩✭▲△●◆][ \\u3000]*(${TERM})?`, 'gu')
const MARK_BASIS = '保守国家秘密法第二十一条、实施条例第二十一条; GB/T 9704-2012 7.2.2'

/** State-secret marks: a level with its star, wherever it stands. */
export function stateMarks(view: View): Hit[] {
  return [...view.chars.matchAll(STATE_MARK)].map((match) => hitAt(view, match.index, match.index + match[0].length, {
    kind: 'secrecy_mark', level: 'block', rule: 'secrecy.state_mark', basis: MARK_BASIS, masked: match[0],
  }))
}
