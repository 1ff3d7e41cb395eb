import { markerOf } from './markers.ts'

const LONGEST_LINE = 80
const ENDING = new RegExp('(?:报告|年报|公告|通告|通知|公示|意见|办法|规定|制度|决定|方案|函|批复|纪要|决议|命令|条例|细则|简报|说明|名单|目录'
  + '|指南|声明|答复|解读|问答|总结|计划|要点|规则|规程|章程|标准|清单|情况|事项|预案|倡议书|公开信|简介)(?:[（(〔【][^）)〕】]{1,20}[）)〕】])*$')
const CLOSED = /[。；;：:，,、！!？?…]$/

/**
 * How many of the first two lines (none of them empty, the text's first) are the title: 0, 1 or 2. A title names its
 * kind at its end (通告, 年度报告 …); the name of the body may stand on a line above it.
 */
export function titleLines(first: string, second: string | undefined): 0 | 1 | 2 {
  if (!mayBeTitle(first)) return 0
  if (ENDING.test(first)) return 1
  return second !== undefined && mayBeTitle(second) && ENDING.test(second) ? 2 : 0
}

function mayBeTitle(line: string): boolean {
  return line.length <= LONGEST_LINE && !/[\n↵]/.test(line) && !CLOSED.test(line) && !/[。；;]/.test(line)
    && markerOf(line) === undefined && !/^(?:第.{1,5}[条章节]|附件)/.test(line)
}
