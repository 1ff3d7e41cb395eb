import { markerOf } from './markers.ts'

/** As long as a title may be with a heading above it. */
const LONGEST_LINE = 150
const ENDING = new RegExp('(?:报告|年报|公告|通告|通知|公示|意见|办法|规定|制度|决定|方案|函|批复|纪要|决议|命令|条例|细则|简报|说明|名单|目录'
  + '|指南|声明|答复|解读|问答|总结|计划|通报|须知|提示|提醒|手册|指引|一封信|要点|规则|规程|章程|标准|清单|情况|事项|预案|倡议书|公开信|简介)(?:[（(〔【][^）)〕】]{1,20}[）)〕】])*$')
const HANDLING = /^[【［[（(]?(?:内部(?:资料|文件|材料|使用)|注意保存|(?:绝密|机密|秘密)(?:★.{0,8})?|特急|加急|平急|急件|.{0,16}〔\d{4}〕第?\d{1,4}号)(?:[\s　,，;；、]*(?:注意保存|请勿外传|不得外传|妥善保管))?[。！!]?[】］\])）]?$/
const CLOSED = /[。；;：:，,、！!？?…]$/

/**
 * How many of the first two lines (none of them empty, the text's first) are the title: 0, 1 or 2. A title names its
 * kind at its end (通告, 年度报告 …); the name of the body may stand on a line above it.
 */
export function titleLines(first: string, second: string | undefined): 0 | 1 | 2 {
  if (!mayBeTitle(first)) return 0
  if (named(first)) return 1
  return second !== undefined && mayBeTitle(second) && named(second) ? 2 : 0
}

/** Whether a line says how the text is to be handled or numbered (内部资料 注意保存, 特急): it stands above a title and is no part of it. */
export function isHandlingMark(line: string): boolean {
  return line.length <= 40 && HANDLING.test(line)
}

/** Blanks, wide ones too, only spread the word, as in 通 告. */
function named(line: string): boolean {
  return ENDING.test(line.replaceAll(/\s/g, ''))
}

function mayBeTitle(line: string): boolean {
  return line.length <= LONGEST_LINE && !/[\n↵]/.test(line) && !CLOSED.test(line) && !/[。；;]/.test(line)
    && line.split(/\s{2,}/).filter((part) => part.length > 1).length < 3
    && markerOf(line) === undefined && !isHandlingMark(line) && !/^(?:第.{1,5}[条章节]|附件)/.test(line)
}
