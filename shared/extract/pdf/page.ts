import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { PdfFile, PdfSurroundings } from './messages.ts'
import { grayPicture } from './raster.ts'
import type { Where } from '../types.ts'
import { stringsIn } from './values.ts'

type Page = Awaited<ReturnType<PdfFile['getPage']>>

/** a page without text that draws more than this draws its letters */
const FEW_PATHS = 100
/** bytes of a page scanned in colour: the least that every file may hold, whatever its own length */
const LEAST_PICTURE = 32 * 1024 * 1024
/** pictures below this cannot hold a line of text */
const SMALLEST = { side: 12, area: 2500 }

/** Reads one page: its text, what is written on it, and its pictures. */
export async function readPage(page: Page, number: number, around: PdfSurroundings): Promise<void> {
  const { say } = around
  const where: Where = { part: 'page', number }
  const text = await pageText(page, around.limits.textUnits)
  say({ kind: 'text', text, where })
  if (isGarbled(text)) say({ kind: 'problem', code: 'glyphs_unread', detail: 'letters without a code', where })
  await readAnnotations(page, number, around)
  for (const alternative of alternativesIn(await page.getStructTree())) say({ kind: 'text', text: alternative, where: { part: 'aside', number } })
  await readDrawing(page, where, text, around)
  page.cleanup()
}

async function pageText(page: Page, most: number): Promise<string> {
  const reader = page.streamTextContent({ disableNormalization: true }).getReader()
  let text = ''
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    for (const item of piece.value.items) if ('str' in item) text += item.hasEOL ? `${item.str}\n` : item.str
    if (text.length > most) {
      await reader.cancel()
      break
    }
  }
  return plain(text)
}

/** fonts give radicals and compatibility forms where the letter is an ordinary one */
function plain(text: string): string {
  return text.replaceAll(/[\u2E80-\u2FDF\uF900-\uFAFF]/gu, (char) => char.normalize('NFKC'))
}

/** letters that a font draws under codes of its own come out as signs that no text has */
function isGarbled(text: string): boolean {
  const odd = text.match(/[\p{Co}\p{Cn}\uFFFD]|[^\P{Cc}\s]|[\u0100-\u024F\u0500-\u1FFF]/gu)?.length ?? 0
  return odd > 3 && odd * 20 > text.length
}

async function readAnnotations(page: Page, number: number, { say }: PdfSurroundings): Promise<void> {
  for (const annotation of await page.getAnnotations({ intent: 'any' })) {
    const values: Readonly<Record<string, unknown>> = annotation
    const where: Where = { part: values['subtype'] === 'Widget' ? 'form' : 'annotation', number }
    const strings = new Set(['contentsObj', 'titleObj', 'fieldValue', 'alternativeText', 'textContent', 'richText', 'options', 'overlayText']
      .flatMap((key) => stringsIn(key === 'richText' ? undefined : values[key])))
    for (const text of strings) if (text !== 'ltr' && text !== 'rtl') say({ kind: 'text', text, where })
    for (const key of ['url', 'unsafeUrl']) {
      const address = values[key]
      if (typeof address === 'string') say({ kind: 'text', text: address, where: { part: 'link', number } })
    }
    if (values['subtype'] === 'FileAttachment' || values['file'] !== undefined) say({ kind: 'problem', code: 'embedded_object', detail: 'attached to the page', where })
  }
}

function alternativesIn(node: unknown, depth = 0): string[] {
  if (typeof node !== 'object' || node === null || depth > 64) return []
  const own: unknown = Reflect.get(node, 'alt')
  const children: unknown = Reflect.get(node, 'children')
  return [...typeof own === 'string' ? [own] : [], ...Array.isArray(children) ? children.flatMap((child: unknown) => alternativesIn(child, depth + 1)) : []]
}

const { OPS } = pdfjs
const PICTURES = new Set([OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject, OPS.paintImageXObjectRepeat, OPS.paintImageMaskXObjectRepeat])

/** pictures, and the text that stands outside of the page: pdf.js leaves it out of the page's text but draws it */
async function readDrawing(page: Page, where: Where, text: string, { size, bounds, limits, sayAndWait, say }: PdfSurroundings): Promise<void> {
  const textBound = bounds.once
  const number = where.number === undefined ? {} : { number: where.number }
  // A picture is one array, up to four bytes for a dot; its dots were counted before it is decoded.
  bounds.once = Math.max(textBound, Math.min(limits.pixels * 4, Math.max(LEAST_PICTURE, size * 64)))
  try {
    const { fnArray, argsArray } = await page.getOperatorList()
    const seen = new Set<string>()
    let paths = 0
    let drawn = ''
    for (const [at, operation] of fnArray.entries()) {
      if (operation === OPS.constructPath) paths++
      if (operation === OPS.showText) drawn += `${glyphsIn(argsArray[at])}\n`
      if (!PICTURES.has(operation)) continue
      const [first]: unknown[] = argsArray[at] ?? []
      const name = nameOf(first)
      if (name !== undefined && seen.has(name)) continue
      if (name !== undefined) seen.add(name)
      const picture = grayPicture(name === undefined ? first : await resolved(page, name), SMALLEST)
      if (picture === 'unknown') say({ kind: 'problem', code: 'picture_unread', detail: 'page', where })
      else if (picture !== 'tiny') await sayAndWait({ kind: 'picture', picture, where: { part: 'picture', ...number } })
    }
    if (!holdsAll(text, drawn)) say({ kind: 'text', text: drawn.trim(), where: { part: 'aside', ...number } })
    if (text.trim() === '' && drawn.trim() === '' && paths > FEW_PATHS) say({ kind: 'problem', code: 'glyphs_unread', detail: 'a page that draws its letters', where })
  } finally {
    bounds.once = textBound
  }
}

function glyphsIn(args: unknown): string {
  if (!Array.isArray(args)) return ''
  return args.flat(2).map((glyph: unknown) => typeof glyph === 'object' && glyph !== null ? String(Reflect.get(glyph, 'unicode') ?? '') : '').join('')
}

function holdsAll(text: string, drawn: string): boolean {
  const counts = new Map<string, number>()
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1)
  for (const char of plain(drawn)) {
    const left = counts.get(char) ?? 0
    if (left === 0 && char.trim() !== '') return false
    counts.set(char, left - 1)
  }
  return true
}

function nameOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument
  const data: unknown = typeof argument === 'object' && argument !== null ? Reflect.get(argument, 'data') : undefined
  return typeof data === 'string' ? data : undefined
}

function resolved(page: Page, name: string): Promise<unknown> {
  const objects = name.startsWith('g_') ? page.commonObjs : page.objs
  return new Promise((resolve) => objects.get(name, resolve))
}
