import type { Gathering } from '../gathering.ts'
import type { Where } from '../types.ts'
import type { Attributes, MarkupHandler } from './xml.ts'

interface Paragraph {
  /** as it reads with all changes taken */
  after: string
  /** as it read before the tracked changes */
  before: string
  readonly cell?: string
}

interface Table {
  readonly block: number
  /** how many paragraphs stand open around it */
  readonly depth: number
  row: number
  column: number
  readonly labels: string[]
  cell: { span: number, readonly paragraphs: Paragraph[] } | undefined
}

interface Choice {
  fallback: boolean
  readonly texts: Set<string>
}

const TEXT = new Set(['t', 'delText', 'text'])
const CODE = new Set(['instrText', 'delInstrText', 'rt'])
const PARAGRAPHS = new Set(['p', 'comment', 'threadedComment'])
const REMOVED = new Set(['del', 'moveFrom'])
const ADDED = new Set(['ins', 'moveTo'])
/** attributes that readers see, whatever they hold */
const SHOWN = new Set(['descr', 'displayText', 'tooltip', 'alt', 'author', 'userName', 'prompt', 'promptTitle', 'errorTitle', 'error', 'displayName'])
const FONTS = new Set(['ascii', 'hAnsi', 'eastAsia', 'cs', 'typeface', 'font', 'panose'])
const TELLING = /[\p{Script=Han}@]|\d{11}/u

/**
 * Reads the markup that Word, PowerPoint, drawings, charts and notes share: paragraphs and tables of paragraphs.
 * A paragraph with tracked changes gives two texts, as it reads and as it read before. Whatever stands elsewhere –
 * field codes, alternative texts, authors, leaves of unknown elements – becomes a text of its own.
 */
export class Flow implements MarkupHandler {
  readonly #gathering: Gathering
  readonly #where: Where
  readonly #paragraphs: Paragraph[] = []
  readonly #tables: Table[] = []
  readonly #choices: Choice[] = []
  readonly #own: string[] = []
  readonly #names: string[] = []
  readonly #attributeTexts: Set<string>
  #removed = 0
  #added = 0
  #code = ''

  /** @param known values of attributes that have been read already */
  constructor(gathering: Gathering, where: Where, known: readonly string[] = []) {
    this.#gathering = gathering
    this.#attributeTexts = new Set(known)
    this.#where = where
  }

  open(name: string, attributes: Attributes): void {
    this.#names.push(name)
    this.#own.push('')
    this.#keepAttributes(attributes)
    if (PARAGRAPHS.has(name)) this.#paragraphs.push({ after: '', before: '', ...(attributes['ref'] === undefined ? {} : { cell: attributes['ref'] }) })
    else if (REMOVED.has(name)) this.#removed++
    else if (ADDED.has(name)) this.#added++
    else this.#openOther(name, attributes)
  }

  close(name: string): void {
    this.#names.pop()
    const own = this.#own.pop() ?? ''
    if (PARAGRAPHS.has(name)) this.#closeParagraph()
    else if (REMOVED.has(name)) this.#removed--
    else if (ADDED.has(name)) this.#added--
    else this.#closeOther(name)
    if (own.trim() !== '' && (this.#paragraphs.length === 0 || TELLING.test(own))) this.#aside(own, name)
  }

  text(text: string): void {
    const name = this.#names.at(-1) ?? ''
    if (TEXT.has(name) && this.#names.includes('rt')) this.#code += text
    else if (TEXT.has(name) && this.#paragraphs.length > 0) this.#append(text)
    else if (CODE.has(name)) this.#code += text
    else if (this.#own.length > 0) this.#own[this.#own.length - 1] += text
  }

  #openOther(name: string, attributes: Attributes): void {
    const table = this.#tables.at(-1)
    switch (name) {
      case 'tbl':
        this.#tables.push({ block: this.#gathering.nextBlock(), depth: this.#paragraphs.length, row: -1, column: 0, labels: [], cell: undefined })
        break
      case 'tr':
        if (table !== undefined) {
          table.row++
          table.column = 0
        }
        break
      case 'tc':
        if (table !== undefined) table.cell = { span: spanOf(attributes['gridSpan']), paragraphs: [] }
        break
      case 'gridSpan':
        if (table?.cell !== undefined) table.cell.span = spanOf(attributes['val'])
        break
      case 'tab':
      case 'ptab':
        if (attributes['pos'] === undefined) this.#append('\t')
        break
      case 'br':
      case 'cr':
        this.#append('\n')
        break
      case 'noBreakHyphen':
        this.#append('-')
        break
      case 'sym':
        this.#append(symbol(attributes['char']))
        break
      case 'rt':
        this.#flushCode()
        break
      case 'AlternateContent':
        this.#choices.push({ fallback: false, texts: new Set() })
        break
      case 'Fallback': {
        const choice = this.#choices.at(-1)
        if (choice !== undefined) choice.fallback = true
        break
      }
    }
  }

  #closeOther(name: string): void {
    const table = this.#tables.at(-1)
    if (name === 'tc' && table?.cell !== undefined) this.#closeCell(table, table.cell)
    else if (name === 'tbl') this.#tables.pop()
    else if (name === 'AlternateContent') this.#choices.pop()
    // A field's code may be cut into runs anywhere: inside a paragraph it ends with the paragraph.
    if (name === 'rt' || (CODE.has(name) && this.#paragraphs.length === 0)) this.#flushCode()
  }

  #closeParagraph(): void {
    this.#flushCode()
    const paragraph = this.#paragraphs.pop()
    if (paragraph === undefined) return
    const choice = this.#choices.at(-1)
    if (choice !== undefined) {
      const key = `${paragraph.after}\u0000${paragraph.before}`
      if (choice.fallback && choice.texts.has(key)) return
      choice.texts.add(key)
    }
    const table = this.#tables.at(-1)
    const cell = this.#paragraphs.length === table?.depth ? table.cell : undefined
    if (cell !== undefined) cell.paragraphs.push(paragraph)
    else this.#add(paragraph.after, paragraph.before, undefined, '', paragraph.cell)
  }

  #closeCell(table: Table, cell: NonNullable<Table['cell']>): void {
    table.cell = undefined
    const { row, column, labels, block } = table
    const after = cell.paragraphs.map((paragraph) => paragraph.after).join('\n')
    const before = cell.paragraphs.map((paragraph) => paragraph.before).join('\n')
    this.#add(after, before, { block, row, column }, row === 0 ? '' : labels[column] ?? '')
    for (let at = 0; at < cell.span; at++) {
      if (row === 0) labels[table.column] = after.slice(0, 100)
      table.column++
    }
  }

  #add(after: string, before: string, at: { block: number, row: number, column: number } | undefined, label: string, cell?: string): void {
    const where = cell === undefined ? this.#where : { ...this.#where, cell }
    this.#gathering.add(after, where, at, label)
    if (before !== after) this.#gathering.add(before, { ...where, part: 'before_change' }, undefined, label)
  }

  #append(text: string): void {
    const paragraph = this.#paragraphs.at(-1)
    if (paragraph === undefined) return
    if (this.#removed === 0) paragraph.after += text
    if (this.#added === 0) paragraph.before += text
  }

  #flushCode(): void {
    if (this.#code !== '') this.#aside(this.#code)
    this.#code = ''
  }

  #aside(text: string, name?: string): void {
    const { part } = this.#where
    const kept = part === 'properties' || part === 'workbook' || (part === 'comment' && name !== undefined)
    const where: Where = kept ? { ...this.#where, ...(name === undefined ? {} : { name }) } : { ...this.#where, part: part === 'other' ? 'other' : 'aside' }
    this.#gathering.add(text, where, undefined, LABELS[name ?? ''] ?? '')
  }

  #keepAttributes(attributes: Attributes): void {
    for (const [name, value] of Object.entries(attributes)) {
      const shown = SHOWN.has(name.replace(':', '')) ? value !== '' : TELLING.test(value) && !FONTS.has(name.replace(':', ''))
      if (!shown || this.#attributeTexts.has(value)) continue
      this.#attributeTexts.add(value)
      this.#aside(value)
    }
  }
}

/** what a property of a document is called where people see it: detectors read it as a label */
const LABELS: Readonly<Record<string, string>> = { creator: '作者', lastModifiedBy: '修改人', manager: '管理者' }

function spanOf(value: string | undefined): number {
  const span = Number(value ?? 1)
  return Number.isInteger(span) && span > 0 && span <= 64 ? span : 1
}

/** symbol fonts keep the code of the character in F000–F0FF */
function symbol(code: string | undefined): string {
  const point = Number.parseInt(code ?? '', 16)
  if (!(point >= 0x20 && point <= 0xffff)) return ''
  return String.fromCharCode(point >= 0xf000 && point <= 0xf0ff ? point - 0xf000 : point)
}
