import type { Gathering } from '../gathering.ts'
import type { Part } from '../types.ts'

const CELL_END = '\u0007'
const FIELD = { begin: '\u0013', middle: '\u0014', end: '\u0015' }
/** anchors of pictures, notes and comments, and hyphens that show only at the end of a line */
const UNSEEN = /[^\P{Cc}\s]/gu
const ENDS = new Set(['\r', '\f', CELL_END])

/**
 * Reads one story of a Word document of 97–2003, that is one run of text with signs in it: paragraphs, cells of tables
 * and fields. A row of a table ends with a cell that is empty, so the first row tells how many cells a row has.
 */
export function readStory(story: string, part: Part, gathering: Gathering): void {
  const seen = withoutFields(story, gathering)
  let cells: string[] = []
  for (let from = 0, at = 0; at <= seen.length; at++) {
    const sign = seen[at] ?? '\r'
    if (!ENDS.has(sign)) continue
    const words = clean(seen.slice(from, at))
    from = at + 1
    if (sign === CELL_END) {
      cells.push(words)
      continue
    }
    if (cells.length > 0) addTable(cells, part, gathering)
    cells = []
    gathering.add(words, { part })
  }
  if (cells.length > 0) addTable(cells, part, gathering)
}

function addTable(cells: readonly string[], part: Part, gathering: Gathering): void {
  const block = gathering.nextBlock()
  const width = cells.indexOf('') + 1
  const even = width > 1 && cells.length % width === 0
  const labels: string[] = []
  let row = 0
  let column = 0
  for (const [at, cell] of cells.entries()) {
    if (row === 0) labels[column] = cell.slice(0, 100)
    gathering.add(cell, { part }, { block, row, column }, row === 0 ? '' : labels[column] ?? '')
    const rowEnds = even ? (at + 1) % width === 0 : cell === ''
    row += rowEnds ? 1 : 0
    column = rowEnds ? 0 : column + 1
  }
}

/** the text without the codes of its fields; each code is a text of its own */
function withoutFields(story: string, gathering: Gathering): string {
  if (!story.includes(FIELD.begin)) return story
  const codes: string[] = []
  let seen = ''
  const open: { code: string, inCode: boolean }[] = []
  for (const char of story) {
    const field = open.at(-1)
    if (char === FIELD.begin) open.push({ code: '', inCode: true })
    else if (char === FIELD.middle && field !== undefined) field.inCode = false
    else if (char === FIELD.end && field !== undefined) {
      open.pop()
      codes.push(field.code)
    } else if (field?.inCode === true) field.code += char
    else seen += char
  }
  for (const code of [...codes, ...open.map((field) => field.code)]) gathering.add(clean(code), { part: 'aside' })
  return seen
}

function clean(text: string): string {
  return text.replaceAll('\u001E', '-').replaceAll('\u000B', '\n').replaceAll(UNSEEN, '')
}
