import type { Text } from './texts.ts'

const INLINE = new Set(['a', 'abbr', 'acronym', 'b', 'bdi', 'bdo', 'big', 'cite', 'code', 'del', 'dfn', 'em', 'font', 'i', 'ins', 'kbd',
  'label', 'mark', 'nobr', 'o:p', 'q', 'rb', 'ruby', 's', 'samp', 'small', 'span', 'strike', 'strong', 'sub', 'sup', 'tt', 'u', 'var', 'wbr'])
/** what ends an element whose content is no markup */
const UNSEEN: Readonly<Record<string, RegExp>> = { style: /<\/style/giu, script: /<\/script/giu }
const UNREAD = new Set(['class', 'style', 'id', 'rel', 'type', 'width', 'height', 'colspan', 'rowspan', 'align', 'valign', 'target', 'lang'])
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0', ensp: '\u2002', emsp: '\u2003', thinsp: '\u2009',
  zwnj: '\u200C', zwj: '\u200D', shy: '\u00AD', middot: '·', hellip: '…', mdash: '—', ndash: '–', times: '×',
  ldquo: '“', rdquo: '”', lsquo: '‘', rsquo: '’', copy: '©', reg: '®', deg: '°', star: '☆', starf: '★', bigstar: '★',
}
const ENTITY = /^&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z]{2,10}));?/u

interface Builder {
  text: string
  starts: number[]
  ends: number[]
}

/**
 * Reads the texts of a piece of HTML: what a reader sees, block by block, and what is published with it in attributes,
 * comments, scripts and styles. Inline tags and comments do not part a text. Offsets lead back into the source.
 * Linear in its length.
 */
export function textsOfHtml(source: string): Text[] {
  const texts: Text[] = []
  read(source, 0, source.length, texts, false)
  return texts
}

function read(source: string, from: number, to: number, texts: Text[], inComment: boolean): void {
  let open = builder()
  let row = 0
  const flush = (): void => {
    if (open.text.trim() !== '') texts.push(textOf(open, texts.length, inComment ? -1 - texts.length : row))
    open = builder()
  }
  for (let at = from; at < to;) {
    if (source.startsWith('<!--', at) && !inComment) {
      const end = closeOf(source, at + 2, to, /-->/gu)
      read(source, at + 4, end, texts, true)
      at = Math.min(end + 3, to)
    } else if (source[at] === '<' && /[A-Za-z/!?]/u.test(source[at + 1] ?? '')) {
      const tag = readTag(source, at, to)
      for (const attribute of tag.attributes) texts.push(textOf(attribute, texts.length, -1 - texts.length))
      if (tag.name === 'tr') row++
      if (tag.name === 'br') append(open, '\n', at, tag.end)
      else if (!INLINE.has(tag.name)) flush()
      at = tag.end
      const closing = tag.closing ? undefined : UNSEEN[tag.name]
      if (closing !== undefined) {
        const end = closeOf(source, at, to, closing)
        const hidden = builder()
        for (; at < end; at++) append(hidden, source[at] ?? '', at, at + 1)
        if (hidden.text.trim() !== '') texts.push(textOf(hidden, texts.length, -1 - texts.length))
      }
    } else {
      const entity = source[at] === '&' ? decode(source, at) : undefined
      append(open, entity?.char ?? source[at] ?? '', at, entity?.end ?? at + 1)
      at = entity?.end ?? at + 1
    }
  }
  flush()
}

function closeOf(source: string, from: number, to: number, closing: RegExp): number {
  closing.lastIndex = from
  return Math.min(closing.exec(source)?.index ?? to, to)
}

function builder(): Builder {
  return { text: '', starts: [], ends: [] }
}

function append(open: Builder, char: string, start: number, end: number): void {
  for (const unit of Array.from({ length: char.length }, (_, at) => char[at] ?? '')) {
    open.text += unit
    open.starts.push(start)
    open.ends.push(end)
  }
}

function textOf({ text, starts, ends }: Builder, block: number, row: number): Text {
  return {
    place: row > 0 ? { block: 0, row, column: block } : { block }, text, label: '', head: block < 3,
    starts: Int32Array.from(starts), ends: Int32Array.from(ends),
  }
}

interface Tag {
  readonly name: string
  readonly closing: boolean
  readonly end: number
  readonly attributes: readonly Builder[]
}

function readTag(source: string, from: number, to: number): Tag {
  const closing = source[from + 1] === '/'
  let at = from + (closing ? 2 : 1)
  const nameFrom = at
  while (at < to && /[^\s/>]/u.test(source[at] ?? '')) at++
  const name = source.slice(nameFrom, at).toLowerCase()
  const attributes: Builder[] = []
  while (at < to && source[at] !== '>') {
    if (/[\s/=]/u.test(source[at] ?? '')) {
      at++
      continue
    }
    const attributeFrom = at
    while (at < to && /[^\s=>]/u.test(source[at] ?? '')) at++
    const attribute = source.slice(attributeFrom, at).toLowerCase()
    if (source[at] !== '=') continue
    at++
    const quote = source[at] === '"' || source[at] === "'" ? source[at] ?? '' : ''
    if (quote !== '') at++
    const value = builder()
    while (at < to && (quote === '' ? /[^\s>]/u.test(source[at] ?? '') : source[at] !== quote)) {
      const entity = source[at] === '&' ? decode(source, at) : undefined
      append(value, entity?.char ?? source[at] ?? '', at, entity?.end ?? at + 1)
      at = entity?.end ?? at + 1
    }
    if (quote !== '') at++
    if (value.text !== '' && !UNREAD.has(attribute)) attributes.push(value)
  }
  return { name, closing, end: Math.min(at + 1, to), attributes }
}

function decode(source: string, at: number): { char: string, end: number } | undefined {
  const match = ENTITY.exec(source.slice(at, at + 12))
  if (match === null) return undefined
  const [whole, decimal, hex, name] = match
  const point = decimal === undefined ? Number.parseInt(hex ?? 'x', 16) : Number(decimal)
  const char = name === undefined ? (point <= 0x10ffff ? String.fromCodePoint(point) : undefined) : ENTITIES[name]
  return char === undefined ? undefined : { char, end: at + whole.length }
}
