import { Flow } from './flow.ts'
import type { Gathering } from './gathering.ts'
import type { CellFormat } from './numbers.ts'
import { readFormats, shownNumber } from './numbers.ts'
import type { OfficePackage } from './package.ts'
import type { Where } from './types.ts'
import type { Attributes, MarkupHandler } from './xml.ts'

interface SheetPart {
  readonly part: string
  readonly where: Where
}

interface Shared {
  readonly strings: readonly string[]
  readonly formats: readonly CellFormat[]
  readonly since1904: boolean
}

/**
 * Reads all sheets of a workbook, hidden ones too, cell by cell as they are shown.
 * @returns the parts that it has read
 */
export function readWorkbook(office: OfficePackage, gathering: Gathering): string[] {
  const strings = [...office.parts.keys()].find((name) => /^xl\/sharedStrings\.xml$/iu.test(name))
  const shared: string[] = []
  if (strings !== undefined) office.parse(strings, sharedStrings(shared, gathering))
  const styles = [...office.parts.keys()].find((name) => /^xl\/styles\.xml$/iu.test(name))
  const formats = styles === undefined ? [] : readFormats((handler) => office.parse(styles, handler))
  const { sheets, since1904, workbook } = sheetParts(office, gathering)
  const read = [strings, workbook].filter((name) => name !== undefined)
  for (const [block, { part, where }] of sheets.entries()) {
    office.parse(part, new Sheet(gathering, where, block, { strings: shared, formats, since1904 }))
    read.push(part)
  }
  return read
}

interface Book {
  readonly workbook: string | undefined
  readonly sheets: readonly SheetPart[]
  readonly since1904: boolean
}

function sheetParts(office: OfficePackage, gathering: Gathering): Book {
  const targets = new Map<string, string>()
  const workbook = [...office.parts.keys()].find((name) => /^xl\/workbook\.xml$/iu.test(name))
  const relations = [...office.parts.keys()].find((name) => /^xl\/_rels\/workbook\.xml\.rels$/iu.test(name))
  if (relations !== undefined) {
    office.parse(relations, listening((_, { Id, Target }) => {
      if (Id !== undefined && Target !== undefined) targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
    }))
  }
  const named = new Map<string, Where>()
  let since1904 = false
  if (workbook !== undefined) {
    office.parse(workbook, listening((name, attributes) => {
      if (name === 'workbookPr') since1904 = /^(?:1|true)$/u.test(attributes['date1904'] ?? '')
      if (name !== 'sheet') return
      const part = targets.get(attributes[':id'] ?? attributes['id'] ?? '')
      const hidden = attributes['state'] !== undefined && attributes['state'] !== 'visible'
      const where: Where = { part: hidden ? 'hidden_sheet' : 'sheet', name: attributes['name'] ?? '' }
      gathering.add(attributes['name'] ?? '', { part: 'workbook', name: 'sheet' })
      named.set(part?.toLowerCase() ?? `?${named.size}`, where)
    }))
  }
  if (workbook !== undefined) {
    const rest = new Flow(gathering, { part: 'workbook' }, [...named.values()].map(({ name }) => name ?? ''))
    office.parse(workbook, rest)
  }
  const parts = [...office.parts.keys()].filter((name) => /^xl\/(?:work|chart|dialog|macro)sheets\/[^/]+\.xml$/iu.test(name) || named.has(name.toLowerCase()))
  const order = [...named.keys()]
  const rank = (part: string): number => (order.indexOf(part.toLowerCase()) + order.length + 1) % (order.length + 1)
  // A sheet that the workbook does not list is read like a hidden one: it is in the file.
  const sheets = parts.toSorted((a, b) => rank(a) - rank(b))
    .map((part) => ({ part, where: named.get(part.toLowerCase()) ?? { part: 'hidden_sheet' as const, name: part } }))
  return { sheets, since1904, workbook }
}

function listening(open: (name: string, attributes: Attributes) => void): MarkupHandler {
  return { open, close: () => undefined, text: () => undefined }
}

/** the texts that cells point at; readings over the characters are texts of their own */
function sharedStrings(strings: string[], gathering: Gathering): MarkupHandler {
  let text = ''
  let reading = ''
  let inText = false
  let inReading = false
  return {
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 't') inText = true
      else if (name === 'rPh') inReading = true
    },
    close: (name) => {
      if (name === 'si') {
        gathering.hold(text.length)
        strings.push(text)
      } else if (name === 't') inText = false
      else if (name === 'rPh') {
        gathering.add(reading, { part: 'aside' })
        reading = ''
        inReading = false
      }
    },
    text: (piece) => {
      if (!inText) return
      if (inReading) reading += piece
      else text += piece
    },
  }
}

interface OpenCell {
  readonly attributes: Attributes
  value: string
  inline: string
  formula: string
}

const FURNITURE = new Set(['sheetData', 'row', 'c', 'v', 'is', 'f'])

/** One sheet: its cells here, all else that it holds (headers, footers, rules, hints) as a flow of leaves. */
class Sheet implements MarkupHandler {
  readonly #gathering: Gathering
  readonly #where: Where
  readonly #block: number
  readonly #shared: Shared
  readonly #rest: Flow
  readonly #labels: string[] = []
  #depth = 0
  #row = 0
  #column = 0
  #firstRow: number | undefined
  #cell: OpenCell | undefined
  #name = ''
  #inReading = false

  constructor(gathering: Gathering, where: Where, block: number, shared: Shared) {
    this.#gathering = gathering
    this.#where = where
    this.#block = block
    this.#shared = shared
    this.#rest = new Flow(gathering, { ...where, part: 'aside' })
  }

  open(name: string, attributes: Attributes): void {
    this.#name = name
    if (name === 'sheetData') this.#depth++
    else if (this.#depth === 0) this.#rest.open(name, attributes)
    else if (name === 'row') {
      this.#row = Number(attributes['r'] ?? this.#row + 1)
      this.#column = 0
    } else if (name === 'c') {
      const at = /^([A-Z]{1,3})(\d{1,7})$/u.exec(attributes['r'] ?? '')
      this.#column = at === null ? this.#column + 1 : columnOf(at[1] ?? '')
      this.#cell = { attributes, value: '', inline: '', formula: '' }
    } else if (name === 'rPh') this.#inReading = true
  }

  close(name: string): void {
    this.#name = ''
    if (name === 'sheetData') this.#depth--
    else if (this.#depth === 0) this.#rest.close(name)
    else if (name === 'rPh') this.#inReading = false
    else if (name === 'c' && this.#cell !== undefined) {
      this.#closeCell(this.#cell)
      this.#cell = undefined
    }
  }

  text(text: string): void {
    if (this.#depth === 0) this.#rest.text(text)
    else if (this.#cell === undefined) return
    else if (this.#name === 'v') this.#cell.value += text
    else if (this.#name === 't' && !this.#inReading) this.#cell.inline += text
    else if (this.#name === 'f') this.#cell.formula += text
    else if (!FURNITURE.has(this.#name) && !this.#inReading) this.#cell.inline += text
  }

  #closeCell(cell: OpenCell): void {
    const shown = this.#shown(cell)
    const at = { block: this.#block, row: this.#row - 1, column: this.#column - 1 }
    const where = { ...this.#where, cell: `${lettersOf(this.#column)}${this.#row}` }
    if (shown.trim() !== '') {
      this.#firstRow ??= this.#row
      const heads = this.#row === this.#firstRow
      this.#gathering.add(shown, where, at, heads ? '' : this.#labels[this.#column] ?? '')
      // The last row that is all text heads what follows: titles and notes often stand above it.
      if (heads || isHeading(shown, this.#labels[this.#column])) this.#labels[this.#column] = shown.slice(0, 100)
    }
    if (/["\p{Script=Han}]/u.test(cell.formula)) this.#gathering.add(cell.formula, { ...where, part: 'aside' })
    if (cell.inline !== '' && shown !== cell.inline) this.#gathering.add(cell.inline, { ...where, part: 'aside' })
  }

  #shown({ attributes, value, inline }: OpenCell): string {
    switch (attributes['t'] ?? 'n') {
      case 's':
        return this.#shared.strings[Number(value)] ?? ''
      case 'inlineStr':
        return inline
      case 'str':
      case 'e':
      case 'b':
      case 'd':
        return value
      default:
        return value === '' ? inline : shownNumber(value, this.#shared.formats[Number(attributes['s'] ?? 0)], this.#shared.since1904)
    }
  }
}

const HEADING = /^(?:序号|编号|姓名|.*(?:姓名|号码|证号|电话|手机|住址|地址|账号|卡号|日期|出生|性别|年龄|备注|单位|车牌|联系方式|邮箱))$/u

function isHeading(text: string, before: string | undefined): boolean {
  return text.length <= 20 && (before === undefined || HEADING.test(text.replaceAll(/\s/gu, '')))
}

function columnOf(letters: string): number {
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column
}

function lettersOf(column: number): string {
  let letters = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + (rest - 1) % 26) + letters
  return letters
}
