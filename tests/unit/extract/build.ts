import { strToU8, zipSync } from 'fflate'

export type Parts = Readonly<Record<string, string | Uint8Array>>

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
const S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const OPEN_XML = 'application/vnd.openxmlformats-officedocument.'

/** An archive of these files. */
export function zip(parts: Parts, level: 0 | 9 = 9): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, content]) =>
    [name, [typeof content === 'string' ? strToU8(content) : content, { level }]])))
}

function contentTypes(part: string, type: string): string {
  return `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/${part}" ContentType="${type}"/></Types>`
}

/** The runs of a paragraph of Word. */
export function run(text: string): string {
  return `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`
}

export function paragraph(...runs: readonly string[]): string {
  return `<w:p>${runs.join('')}</w:p>`
}

export function wordTable(...rows: readonly (readonly string[])[]): string {
  return `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc>${paragraph(run(cell))}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`
}

/** The parts of a Word document; `more` adds parts or replaces them. */
export function docxParts(body: string, more: Parts = {}): Parts {
  return {
    '[Content_Types].xml': contentTypes('word/document.xml', `${OPEN_XML}wordprocessingml.document.main+xml`),
    'word/document.xml': `${HEAD}<w:document ${W} ${A} ${R} xmlns:mc="urn:mc" xmlns:wp="urn:wp" xmlns:v="urn:v"><w:body>${body}</w:body></w:document>`,
    ...more,
  }
}

export function docx(body: string, more: Parts = {}): Uint8Array {
  return zip(docxParts(body, more))
}

/** A further part of a Word document, e.g. `hdr` or `comments`. */
export function wordPart(root: string, content: string): string {
  return `${HEAD}<w:${root} ${W}>${content}</w:${root}>`
}

export interface SheetPlan {
  readonly name: string
  readonly hidden?: boolean
  /** content of sheetData */
  readonly rows: string
  /** what stands after sheetData */
  readonly after?: string
}

export function xlsx(sheets: readonly SheetPlan[], more: Parts = {}): Uint8Array {
  return zip(xlsxParts(sheets, more))
}

export function xlsxParts(sheets: readonly SheetPlan[], more: Parts = {}): Parts {
  const list = sheets.map(({ name, hidden }, at) =>
    `<sheet name="${name}" sheetId="${at + 1}" ${hidden === true ? 'state="veryHidden" ' : ''}r:id="rId${at + 1}"/>`).join('')
  const relations = sheets.map((_, at) => `<Relationship Id="rId${at + 1}" Type="urn:worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')
  const parts: Record<string, string> = {}
  for (const [at, { rows, after }] of sheets.entries()) {
    parts[`xl/worksheets/sheet${at + 1}.xml`] = `${HEAD}<worksheet ${S} ${R}><sheetData>${rows}</sheetData>${after ?? ''}</worksheet>`
  }
  return {
    '[Content_Types].xml': contentTypes('xl/workbook.xml', `${OPEN_XML}spreadsheetml.sheet.main+xml`),
    'xl/workbook.xml': `${HEAD}<workbook ${S} ${R}><sheets>${list}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships>${relations}</Relationships>`,
    ...parts, ...more,
  }
}

export function sharedStrings(...strings: readonly string[]): Parts {
  return { 'xl/sharedStrings.xml': `${HEAD}<sst ${S}>${strings.map((text) => `<si>${text}</si>`).join('')}</sst>` }
}

/** A presentation of slides, each the texts of its paragraphs. */
export function pptx(slides: readonly (readonly string[])[], more: Parts = {}): Uint8Array {
  const parts: Record<string, string> = {}
  for (const [at, texts] of slides.entries()) parts[`ppt/slides/slide${at + 1}.xml`] = slidePart('sld', texts)
  return zip({
    '[Content_Types].xml': contentTypes('ppt/presentation.xml', `${OPEN_XML}presentationml.presentation.main+xml`),
    'ppt/presentation.xml': `${HEAD}<p:presentation xmlns:p="urn:p"/>`,
    ...parts, ...more,
  })
}

export function slidePart(root: string, texts: readonly string[]): string {
  const shapes = texts.map((text) => `<p:sp><p:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp>`).join('')
  return `${HEAD}<p:${root} xmlns:p="urn:p" ${A}><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:${root}>`
}
