import { strToU8, zlibSync } from 'fflate'
import { encode, hex, wide } from './encode.ts'
import { joined } from './picture-build.ts'

/** An object of a PDF: its dictionary and, for a stream, its bytes. */
export interface PdfObject {
  readonly body: string
  readonly stream?: Uint8Array
}

/** Objects 1‥n of a PDF, object 1 being its catalogue. `trailer` adds entries. */
export function pdfOf(objects: readonly (string | PdfObject)[], trailer = ''): Uint8Array {
  const pieces: Uint8Array[] = [strToU8('%PDF-1.7\n')]
  const offsets: number[] = []
  let at = pieces[0]?.length ?? 0
  const push = (bytes: Uint8Array): void => {
    pieces.push(bytes)
    at += bytes.length
  }
  for (const [index, object] of objects.entries()) {
    const { body, stream } = typeof object === 'string' ? { body: object, stream: undefined } : object
    offsets.push(at)
    push(strToU8(`${index + 1} 0 obj\n${stream === undefined ? body : `<< ${body} /Length ${stream.length} >>`}\n`, true))
    if (stream !== undefined) {
      push(strToU8('stream\n'))
      push(stream)
      push(strToU8('\nendstream\n'))
    }
    push(strToU8('endobj\n'))
  }
  const start = at
  push(strToU8(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}` +
    `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`))
  const whole = new Uint8Array(at)
  let to = 0
  for (const piece of pieces) {
    whole.set(piece, to)
    to += piece.length
  }
  return whole
}

/** A PDF whose catalogue, object 1, is the first of a stream of objects, and whose table is a stream too. */
export function pdfOfStream(objects: Uint8Array): Uint8Array {
  const begin = strToU8('%PDF-1.7\n')
  const stream = joined([strToU8(`2 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${objects.length} >>\nstream\n`), objects, strToU8('\nendstream\nendobj\n')])
  const at = begin.length + stream.length
  const table = new Uint8Array(4 * 7)
  const view = new DataView(table.buffer)
  for (const [number, [kind, first, second]] of ([[0, 0, 65535], [2, 2, 0], [1, begin.length, 0], [1, at, 0]] as const).entries()) {
    table[number * 7] = kind
    view.setUint32(number * 7 + 1, first)
    view.setUint16(number * 7 + 5, second)
  }
  return joined([begin, stream, strToU8(`3 0 obj\n<< /Type /XRef /Size 4 /W [1 4 2] /Root 1 0 R /Length ${table.length} >>\nstream\n`), table,
    strToU8(`\nendstream\nendobj\nstartxref\n${at}\n%%EOF\n`)])
}

export function packed(content: string | Uint8Array, body = ''): PdfObject {
  return { body: `${body} /Filter /FlateDecode`, stream: zlibSync(typeof content === 'string' ? strToU8(content, true) : content, { level: 9 }) }
}

/** Three of the ways in which Chinese text is coded in a PDF whose fonts are not in the file. */
export type Coding = 'GBK-EUC-H' | 'UniGB-UCS2-H' | 'GBpc-EUC-H'

export function font(coding: Coding): string {
  return `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /${coding} /DescendantFonts [ << /Type /Font /Subtype /CIDFontType0
/BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4
/FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 800 /StemV 80 >> >> ] >>`
}

export function shown(text: string, coding: Coding, y = 700): string {
  const code = coding === 'UniGB-UCS2-H' ? wide(text, false) : encode(text, 'gbk')
  return `BT /F1 12 Tf 72 ${y} Td <${hex(code)}> Tj ET\n`
}

export interface PagePlan {
  readonly content: string | Uint8Array
  /** entries of the page's dictionary */
  readonly page?: string
  readonly resources?: string
  /** entries of the fonts beside /F1 */
  readonly fonts?: string
}

/** A PDF of pages in one coding; `more` are objects from number `firstMore(pages)` on. */
export function pdf(pages: readonly PagePlan[], coding: Coding = 'GBK-EUC-H', more: readonly (string | PdfObject)[] = [], catalog = '', trailer = ''): Uint8Array {
  const once = new Map<string | Uint8Array, PdfObject>()
  const contentOf = (content: string | Uint8Array): PdfObject => {
    const made = once.get(content) ?? packed(content)
    once.set(content, made)
    return made
  }
  const kids = pages.map((_, at) => `${4 + at * 2} 0 R`).join(' ')
  return pdfOf([
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    `<< /Type /Pages /Kids [ ${kids} ] /Count ${pages.length} >>`,
    font(coding),
    ...pages.flatMap(({ content, page, resources, fonts }, at) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R ${fonts ?? ''} >> ${resources ?? ''} >> /Contents ${5 + at * 2} 0 R ${page ?? ''} >>`,
      contentOf(content),
    ]),
    ...more,
  ], trailer)
}

export function firstMore(pages: number): number {
  return 4 + pages * 2
}

export function utf16(text: string): string {
  return `<feff${hex(wide(text, false))}>`
}
