import { Flow } from './flow.ts'
import type { Gathering } from '../gathering.ts'
import { readFormats } from './numbers.ts'
import type { OfficePackage } from './package.ts'
import { Sheet } from './sheet.ts'
import type { Where } from '../types.ts'
import type { Attributes, MarkupHandler } from './xml.ts'

interface SheetPart {
  readonly part: string
  readonly where: Where
}

/**
 * Reads all sheets of a workbook, hidden ones too, cell by cell as they are shown.
 * @returns the parts that it has read
 */
export async function readWorkbook(office: OfficePackage, gathering: Gathering): Promise<string[]> {
  const strings = [...office.parts.keys()].find((name) => /^xl\/sharedStrings\.xml$/iu.test(name))
  const shared: string[] = []
  if (strings !== undefined) office.parse(strings, sharedStrings(shared, gathering))
  const styles = [...office.parts.keys()].find((name) => /^xl\/styles\.xml$/iu.test(name))
  const formats = styles === undefined ? [] : readFormats((handler) => office.parse(styles, handler))
  const { sheets, since1904, workbook } = sheetParts(office, gathering)
  const read = [strings, workbook].filter((name) => name !== undefined)
  for (const [block, { part, where }] of sheets.entries()) {
    await gathering.attempt(where, () => office.parse(part, new Sheet(gathering, where, block, { strings: shared, formats, since1904 })))
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
