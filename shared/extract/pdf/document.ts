import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { PdfFile, PdfSurroundings } from './messages.ts'
import { readPage } from './page.ts'
import { stringsIn } from './values.ts'
import type { Where } from '../types.ts'

const PROPERTIES: Where = { part: 'properties' }

/** Reads a whole PDF and says what it finds: pages, then what hangs on the document. */
export async function readDocument(around: PdfSurroundings): Promise<void> {
  const { bytes, limits, folders, say } = around
  pdfjs.GlobalWorkerOptions.workerSrc = folders.workerSrc
  const file = await openFile(bytes, folders, limits.pixels)
  if (typeof file === 'string') {
    say({ kind: 'problem', code: file, detail: 'PDF' })
    return
  }
  if (file.numPages === 0) say({ kind: 'problem', code: 'damaged', detail: 'no pages' })
  if (file.numPages > limits.pages) say({ kind: 'problem', code: 'too_large', detail: `pages > ${limits.pages}` })
  for (let number = 1; number <= Math.min(file.numPages, limits.pages); number++) {
    around.bounds.spent = 0
    await attempt(around, { part: 'page', number }, async () => readPage(await file.getPage(number), number, around))
  }
  await attempt(around, PROPERTIES, () => readProperties(file, around))
  await attempt(around, { part: 'form' }, () => readForm(file, around))
  await attempt(around, { part: 'other', name: 'outline' }, () => readOutline(file, around))
  await attempt(around, { part: 'other', name: 'attachments' }, () => readAttachments(file, around))
}

async function openFile(data: Uint8Array, { cMapUrl, standardFontDataUrl, wasmUrl }: PdfSurroundings['folders'], maxImageSize: number): Promise<PdfFile | 'encrypted' | 'damaged'> {
  try {
    return await pdfjs.getDocument({
      data, cMapUrl, standardFontDataUrl, wasmUrl, cMapPacked: true, maxImageSize, disableFontFace: true, useSystemFonts: false, useWorkerFetch: false,
      isOffscreenCanvasSupported: false, isImageDecoderSupported: false, enableXfa: false, verbosity: pdfjs.VerbosityLevel.WARNINGS,
    }).promise
  } catch (error) {
    return error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'damaged'
  }
}

/** one part that fails says so and leaves the others alone */
async function attempt({ say }: PdfSurroundings, where: Where, read: () => Promise<void>): Promise<void> {
  try {
    await read()
  } catch {
    say({ kind: 'problem', code: 'damaged', detail: 'could not be read', where })
  }
}

const TECHNICAL = new Set(['PDFFormatVersion', 'Language', 'CreationDate', 'ModDate', 'Trapped'])
const LABELS: Readonly<Record<string, string>> = { Author: '作者' }

async function readProperties(file: PdfFile, { say }: PdfSurroundings): Promise<void> {
  const { info, metadata } = await file.getMetadata()
  for (const [name, value] of Object.entries(info).filter(([key]) => !TECHNICAL.has(key))) {
    for (const text of stringsIn(value)) say({ kind: 'text', text, where: { ...PROPERTIES, name }, label: LABELS[name] ?? '' })
  }
  const xmp = metadata?.getRaw()
  if (typeof xmp === 'string') {
    for (const [text] of xmp.matchAll(/(?<=>)[^<>]+(?=<)/gu)) say({ kind: 'text', text, where: { ...PROPERTIES, name: 'XMP' } })
  }
  if ('IsXFAPresent' in info && info.IsXFAPresent === true) say({ kind: 'problem', code: 'unread', detail: 'XFA form' })
  if (await file.getJSActions() !== null || await file.hasJSActions()) say({ kind: 'problem', code: 'macro', detail: 'JavaScript' })
}

async function readForm(file: PdfFile, { say }: PdfSurroundings): Promise<void> {
  for (const [name, fields] of await file.getFieldObjects() ?? []) {
    for (const field of fields) {
      for (const key of ['value', 'defaultValue', 'tooltip', 'exportValues', 'items'] as const) {
        const value: unknown = Reflect.get(field, key)
        for (const text of stringsIn(value)) say({ kind: 'text', text, where: { part: 'form', name } })
      }
    }
  }
}

async function readOutline(file: PdfFile, { say }: PdfSurroundings): Promise<void> {
  const open = await file.getOutline() ?? []
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    say({ kind: 'text', text: next.title, where: { part: 'other', name: 'outline' } })
    for (const address of [next.url, next.unsafeUrl]) if (typeof address === 'string') say({ kind: 'text', text: address, where: { part: 'link' } })
    open.push(...next.items)
  }
}

async function readAttachments(file: PdfFile, { sayAndWait, say }: PdfSurroundings): Promise<void> {
  for (const [id, attachment] of await file.getAttachments() ?? []) {
    const name = attachment.filename
    say({ kind: 'text', text: `${name} ${attachment.description}`, where: { part: 'name' } })
    const content = await file.getAttachmentContent(id)
    if (content === null || content === undefined) say({ kind: 'problem', code: 'embedded_object', detail: name })
    else await sayAndWait({ kind: 'file', name, bytes: content })
  }
}
