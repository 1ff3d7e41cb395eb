import type { Cell } from './types.ts'

/*
 * The plain form, what an editor sees in a text area. Most of a document needs no mark at all: `importText` knows
 * headings, lists and tables by how they are written. The marks are for what it would not know:
 *
 *   # text … #### text   a heading of level 1 … 4
 *   + text               an item of a list; a list of such items ends at an empty line
 *   \text                a paragraph, whatever it looks like
 *   ↵                    a line break inside a text (\↵ is the sign itself)
 *   [表格] or [表格：题]   a table cell by cell, up to an empty line. Cells stand between tabs; one may begin with
 *                        {列头 行头 跨2列 跨3行}: what it heads and how many columns and rows it takes; {} is no mark
 */

export const PARAGRAPH_MARK = '\\'
export const ITEM_MARK = '+ '
const HEADING_MARK = /^(#{1,4})\s+(?=\S)/
const TABLE_MARK = /^\[表格(?:：(.*))?\]$/
const CELL_MARK = /^\{([^{}]*)\}/
const CELL_WORD = /^(?:(列头|行头)|跨([1-9]\d{0,2})(列|行))$/

/** A text on one line: line breaks as ↵. Gives what `unfold` turns back. */
export function fold(text: string): string {
  return text.replace(/(?<!\\)(\\*)([\n↵])/g, (_, slashes: string, sign: string) =>
    `${slashes}${slashes}${sign === '\n' ? '↵' : '\\↵'}`)
}

/** The text that a line of the plain form stands for; `marks` is how many signs were read. */
export function unfold(line: string): { readonly text: string, readonly marks: number } {
  let marks = 0
  const text = line.replace(/(?<!\\)(\\*)↵/g, (_, slashes: string) => {
    marks++
    const kept = slashes.slice(0, Math.floor(slashes.length / 2))
    return kept + (slashes.length % 2 === 0 ? '\n' : '↵')
  })
  return { text, marks }
}

/** The level and the rest of a line marked as a heading. */
export function headingMark(line: string): { readonly level: 1 | 2 | 3 | 4, readonly rest: string } | undefined {
  const match = HEADING_MARK.exec(line)
  if (match === null) return undefined
  const rest = line.slice(match[0].length)
  const level = ([1, 2, 3, 4] as const).find((known) => known === match[1]?.length) ?? 4
  return { level, rest }
}

/** The caption of a line that opens a table cell by cell; '' where it has none. */
export function tableMark(line: string): string | undefined {
  const match = TABLE_MARK.exec(line)
  return match === null ? undefined : match[1] ?? ''
}

/** Opens a table cell by cell. */
export function openTable(caption: string | undefined): string {
  return caption === undefined ? '[表格]' : `[表格：${fold(caption)}]`
}

/** A cell with all that it is, for a table cell by cell. */
export function writeCell(cell: Cell): string {
  const words: string[] = []
  if (cell.header !== undefined) words.push(cell.header === 'column' ? '列头' : '行头')
  if (cell.colspan !== undefined) words.push(`跨${cell.colspan}列`)
  if (cell.rowspan !== undefined) words.push(`跨${cell.rowspan}行`)
  const text = fold(cell.text)
  if (words.length > 0) return `{${words.join(' ')}}${text}`
  return text === '' || text.startsWith('{') ? `{}${text}` : text
}

/** Reads what `writeCell` writes; braces that hold no words of ours belong to the text. */
export function readCell(written: string): { readonly cell: Cell, readonly marks: number } {
  const match = CELL_MARK.exec(written)
  const words = match?.[1]?.split(' ').filter((word) => word !== '').map((word) => CELL_WORD.exec(word)) ?? []
  const known = match !== null && words.every((word) => word !== null)
  const { text, marks } = unfold(known ? written.slice(match[0].length).trim() : written)
  let cell: Cell = { text: text.trim() }
  if (!known) return { cell, marks }
  for (const word of words) {
    if (word?.[1] !== undefined) cell = { ...cell, header: word[1] === '列头' ? 'column' : 'row' }
    else if (word?.[3] === '列') cell = { ...cell, colspan: Number(word[2]) }
    else if (word?.[3] === '行') cell = { ...cell, rowspan: Number(word[2]) }
  }
  return { cell, marks: marks + 1 }
}
