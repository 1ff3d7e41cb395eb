import { Flow } from './flow.ts'
import type { Gathering } from '../gathering.ts'
import type { CellFormat } from './numbers.ts'
import { shownNumber } from './numbers.ts'
import type { Where } from '../types.ts'
import type { Attributes, MarkupHandler } from './xml.ts'

/** What the cells of all sheets point at. */
export interface Shared {
  readonly strings: readonly string[]
  readonly formats: readonly CellFormat[]
  readonly since1904: boolean
}

interface OpenCell {
  readonly attributes: Attributes
  readonly name: string | undefined
  value: string
  inline: string
  formula: string
}

const FURNITURE = new Set(['sheetData', 'row', 'c', 'v', 'is', 'f'])

/** One sheet: its cells here, all else that it holds (headers, footers, rules, hints) as a flow of leaves. */
export class Sheet implements MarkupHandler {
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
      if (at !== null) this.#row = Number(at[2])
      this.#cell = { attributes, name: at?.[0], value: '', inline: '', formula: '' }
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
    const { part, name = '' } = this.#where
    const where: Where = { part, name, cell: cell.name ?? `${lettersOf(this.#column)}${this.#row}` }
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
