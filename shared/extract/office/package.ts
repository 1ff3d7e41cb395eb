import { Flow } from './flow.ts'
import type { Gathering } from '../gathering.ts'
import { Unreadable } from '../gathering.ts'
import type { Part, Where } from '../types.ts'
import { readWorkbook } from './workbook.ts'
import type { MarkupHandler } from './xml.ts'
import { markupParser } from './xml.ts'
import type { ZipEntry } from './zip.ts'
import { inflateEntry, isMarkupName, openZip, wholeEntry } from './zip.ts'

export type OfficeKind = 'docx' | 'xlsx' | 'pptx'

/** How files inside a file are read: pictures by OCR, embedded documents by their own reader. */
export interface Insides {
  /** a picture in a file of its own kind */
  picture(bytes: Uint8Array, where: Where): Promise<void>
  /** the dots of a picture, whose size has been checked, in a simple format */
  dots(bytes: Uint8Array, where: Where): Promise<void>
  file(bytes: Uint8Array, name: string): Promise<void>
}

/** An archive that is a document of Office, with its parts by name. */
export interface OfficePackage {
  readonly kind: OfficeKind
  readonly parts: ReadonlyMap<string, ZipEntry>
  /** feeds one part to a handler */
  parse(name: string, handler: MarkupHandler): void
}

const MAIN: readonly (readonly [RegExp, OfficeKind])[] = [
  [/wordprocessingml\.(?:document|template)\.main\+xml$|ms-word\.(?:document|template)\.macroEnabled/u, 'docx'],
  [/spreadsheetml\.(?:sheet|template)\.main\+xml$|ms-excel\.(?:sheet|template|addin)\.macroEnabled/u, 'xlsx'],
  [/presentationml\.(?:presentation|slideshow|template)\.main\+xml$|ms-powerpoint\.\w+\.macroEnabled/u, 'pptx'],
]

/**
 * Opens a docx, xlsx or pptx.
 * @throws Unreadable when the archive is unsound or is no document of Office
 */
export function openPackage(bytes: Uint8Array, gathering: Gathering): OfficePackage {
  const parts = new Map(openZip(bytes, gathering).filter(({ name }) => !name.endsWith('/')).map((entry) => [entry.name, entry]))
  const parse = (name: string, handler: MarkupHandler): void => {
    const entry = parts.get(name)
    if (entry === undefined) throw new Unreadable('damaged', `${name} is missing`)
    const parser = markupParser(name, gathering, handler)
    inflateEntry(bytes, entry, gathering, (piece) => parser.write(piece))
    parser.end()
  }
  if (!parts.has('[Content_Types].xml')) throw new Unreadable('unknown_kind', 'archive')
  let kind: OfficeKind | undefined
  parse('[Content_Types].xml', {
    open: (_, { ContentType }) => {
      kind ??= MAIN.find(([type]) => type.test(ContentType ?? ''))?.[1]
    },
    close: () => undefined,
    text: () => undefined,
  })
  if (kind === undefined) throw new Unreadable('unknown_kind', 'archive')
  return { kind, parts, parse }
}

/** Reads all parts of a document of Office: what is shown, what is hidden, what is embedded. */
export async function readPackage(bytes: Uint8Array, office: OfficePackage, gathering: Gathering, insides: Insides): Promise<void> {
  const names = [...office.parts.keys()]
  const taken = new Set(['[Content_Types].xml'])
  if (office.kind === 'xlsx') {
    for (const name of await readWorkbook(office, gathering)) taken.add(name)
  }
  for (const name of names.filter((one) => !taken.has(one) && isMarkupName(one)).toSorted(byRank)) {
    const where = whereOf(name)
    await gathering.attempt({ part: 'other', name }, () =>
      office.parse(name, name.endsWith('.rels') ? links(gathering) : new Flow(gathering, where)))
  }
  for (const [name, entry] of office.parts) {
    if (taken.has(name) || isMarkupName(name)) continue
    await gathering.attempt({ part: 'other', name }, () => readInside(name, () => wholeEntry(bytes, entry, gathering), gathering, insides))
  }
}

const PICTURE = /\.(?:png|jpe?g|gif|bmp|tiff?|webp|svg|emf|wmf|wdp)$/iu
/** parts without anything that a reader could see or take out as text, unless markup hides under such a name */
const SILENT = /(?:^|\/)(?:printerSettings\d*\.bin|[^/]*\.(?:odttf|fntdata|ttf))$/iu

async function readInside(name: string, whole: () => Uint8Array, gathering: Gathering, insides: Insides): Promise<void> {
  if (SILENT.test(name)) {
    if (isMarkup(whole())) gathering.problem('suspicious', name)
    return
  }
  if (/vbaProject|vbaData/iu.test(name)) gathering.problem('macro', name)
  else if (/\.(?:png|jpe?g)$/iu.test(name)) await insides.picture(whole(), { part: 'picture', name })
  else if (PICTURE.test(name)) gathering.problem('picture_unread', name, { part: 'picture', name })
  else if (/\.(?:docx|xlsx|pptx|pdf|txt|csv|html?|mht)$/iu.test(name)) await gathering.within(name, () => insides.file(whole(), name))
  else gathering.problem('embedded_object', name)
}

function isMarkup(bytes: Uint8Array): boolean {
  const begin = new TextDecoder('latin1').decode(bytes.subarray(0, 64)).replaceAll('\u0000', '')
  return /^(?:ï»¿|ÿþ|þÿ)?\s*</u.test(begin)
}

const PLACES: readonly (readonly [RegExp, Part])[] = [
  [/^word\/document\d*\.xml$/iu, 'body'], [/\/header\d*\.xml$/iu, 'header'], [/\/footer\d*\.xml$/iu, 'footer'],
  [/\/footnotes\d*\.xml$/iu, 'footnote'], [/\/endnotes\d*\.xml$/iu, 'endnote'],
  [/^ppt\/slides\/slide\d+\.xml$/iu, 'slide'], [/^ppt\/notesSlides\/notesSlide\d+\.xml$/iu, 'notes'],
  [/comment/iu, 'comment'], [/^docProps\//iu, 'properties'],
]

function whereOf(name: string): Where {
  const part = PLACES.find(([pattern]) => pattern.test(name))?.[1] ?? 'other'
  if (part === 'other') return { part, name }
  const number = /(\d+)\.xml$/u.exec(name)?.[1]
  return number === undefined || part === 'body' ? { part } : { part, number: Number(number) }
}

/** body first, then what hangs on it, each in the order of its numbers */
function byRank(a: string, b: string): number {
  return rank(a) - rank(b) || numberIn(a) - numberIn(b) || Number(a > b) - Number(a < b)
}

function rank(name: string): number {
  const at = PLACES.findIndex(([pattern]) => pattern.test(name))
  return at < 0 ? PLACES.length : at
}

function numberIn(name: string): number {
  return Number(/(\d+)\.xml$/u.exec(name)?.[1] ?? 0)
}

/** targets outside the document: addresses of pages, mailboxes, files */
function links(gathering: Gathering): MarkupHandler {
  return {
    open: (_, { Target, TargetMode }) => {
      if (TargetMode?.toLowerCase() === 'external' && Target !== undefined) gathering.add(decodeTarget(Target), { part: 'link' })
    },
    close: () => undefined,
    text: () => undefined,
  }
}

function decodeTarget(target: string): string {
  try {
    return decodeURIComponent(target)
  } catch {
    return target
  }
}
