import { encode, wide } from './encode.ts'
import { joined } from './picture-build.ts'

const SECTOR = 512
const SMALL = 64
const CUTOFF = 4096
const END = 0xfffffffe
const NONE = 0xffffffff
const TABLE = 0xfffffffd

/** A compound file of these streams; a name with `/` lies in a storage. */
export function compound(streams: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const sectors: Uint8Array[] = []
  const table: number[] = []
  const put = (bytes: Uint8Array): number => {
    const start = sectors.length
    const count = Math.ceil(bytes.length / SECTOR)
    for (let at = 0; at < count; at++) {
      sectors.push(padded(bytes.subarray(at * SECTOR, (at + 1) * SECTOR), SECTOR))
      table.push(at + 1 < count ? start + at + 1 : END)
    }
    return count === 0 ? END : start
  }
  const smallTable: number[] = []
  const small: Uint8Array[] = []
  const putSmall = (bytes: Uint8Array): number => {
    const start = small.length
    const count = Math.ceil(bytes.length / SMALL)
    for (let at = 0; at < count; at++) {
      small.push(padded(bytes.subarray(at * SMALL, (at + 1) * SMALL), SMALL))
      smallTable.push(at + 1 < count ? start + at + 1 : END)
    }
    return count === 0 ? END : start
  }
  const entries = directoryOf(streams).map((entry) => ({
    ...entry, start: entry.content === undefined ? END : (entry.content.length < CUTOFF ? putSmall : put)(entry.content),
  }))
  const smallStart = put(joined(small))
  const smallTableStart = put(words(smallTable))
  const directoryStart = put(joined(entries.map(({ name, type, right, child, start, content }, at) =>
    at === 0 ? entryBytes(name, type, right, child, smallStart, small.length * SMALL) : entryBytes(name, type, right, child, start, content?.length ?? 0))))
  const tableSectors = Math.ceil((table.length + 20) / (SECTOR / 4))
  const tableStart = sectors.length
  for (let at = 0; at < tableSectors; at++) table.push(TABLE)
  const tableBytes = padded(words(table), tableSectors * SECTOR, 0xff)
  const head = new Uint8Array(SECTOR)
  const view = new DataView(head.buffer)
  head.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  for (const [at, value] of [[24, 0x3e], [26, 3], [28, 0xfffe], [30, 9], [32, 6]] as const) view.setUint16(at, value, true)
  for (const [at, value] of [[44, tableSectors], [48, directoryStart], [56, CUTOFF], [60, smallTableStart], [64, 1], [68, END], [72, 0]] as const) view.setUint32(at, value, true)
  for (let at = 0; at < 109; at++) view.setUint32(76 + at * 4, at < tableSectors ? tableStart + at : NONE, true)
  return joined([head, ...sectors, tableBytes])
}

interface Entry {
  readonly name: string
  readonly type: number
  readonly right: number
  readonly child: number
  readonly content?: Uint8Array
}

/** the root, then storages and streams; those of one storage hang on one another to the right */
function directoryOf(streams: Readonly<Record<string, Uint8Array>>): Entry[] {
  const storages = [...new Set(Object.keys(streams).filter((name) => name.includes('/')).map((name) => name.split('/')[0] ?? ''))]
  const tops = [...storages, ...Object.keys(streams).filter((name) => !name.includes('/'))]
  const inner = storages.map((storage) => Object.keys(streams).filter((name) => name.startsWith(`${storage}/`)))
  const firsts = inner.map((_, at) => 1 + tops.length + inner.slice(0, at).flat().length)
  return [
    { name: 'Root Entry', type: 5, right: NONE, child: tops.length === 0 ? NONE : 1 },
    ...tops.map((name, at): Entry => ({
      name, right: at + 1 < tops.length ? at + 2 : NONE, type: at < storages.length ? 1 : 2, child: firsts[at] ?? NONE,
      ...(at < storages.length ? {} : { content: streams[name] ?? new Uint8Array(0) }),
    })),
    ...inner.flatMap((names, storage) => names.map((name, at): Entry => ({
      name: name.split('/')[1] ?? '', type: 2, right: at + 1 < names.length ? (firsts[storage] ?? 0) + at + 1 : NONE, child: NONE,
      content: streams[name] ?? new Uint8Array(0),
    }))),
  ]
}

function entryBytes(name: string, type: number, right: number, child: number, start: number, size: number): Uint8Array {
  const bytes = new Uint8Array(128)
  const view = new DataView(bytes.buffer)
  bytes.set(wide(name, true))
  view.setUint16(64, name.length * 2 + 2, true)
  bytes[66] = type
  for (const [at, value] of [[68, NONE], [72, right], [76, child], [116, start], [120, size]] as const) view.setUint32(at, value, true)
  return bytes
}

function padded(bytes: Uint8Array, size: number, fill = 0): Uint8Array {
  const whole = new Uint8Array(size).fill(fill)
  whole.set(bytes)
  return whole
}

function words(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4)
  const view = new DataView(bytes.buffer)
  for (const [at, value] of values.entries()) view.setUint32(at * 4, value, true)
  return bytes
}

export interface DocPlan {
  readonly body: string
  readonly footnotes?: string
  readonly headers?: string
  readonly comments?: string
  readonly boxes?: string
  readonly flags?: number
  readonly version?: number
  /** the first characters of the text lie in a piece of one byte a character */
  readonly narrow?: string
  readonly revisers?: number
  readonly more?: Readonly<Record<string, Uint8Array>>
}

const TEXT_AT = 1024

/** The streams of a Word document of 97–2003. */
export function docStreams(plan: DocPlan): Record<string, Uint8Array> {
  const { body, footnotes = '', headers = '', comments = '', boxes = '', flags = 0x0200, version = 0xc1, narrow = '', revisers = 0, more } = plan
  const rest = body + footnotes + headers + comments + boxes
  const main = new Uint8Array(TEXT_AT + narrow.length + rest.length * 2)
  const view = new DataView(main.buffer)
  view.setUint16(0, 0xa5ec, true)
  view.setUint16(2, version, true)
  view.setUint16(0x0a, flags, true)
  const lengths = [narrow.length + body.length, footnotes.length, headers.length, 0, comments.length, 0, boxes.length, 0]
  for (const [at, length] of lengths.entries()) view.setUint32(0x4c + at * 4, length, true)
  main.set(encode(narrow, 'gbk'), TEXT_AT)
  main.set(wide(rest, true), TEXT_AT + narrow.length)
  const pieces = new Uint8Array(5 + 12 + 16)
  const table = new DataView(pieces.buffer)
  pieces[0] = 2
  table.setUint32(1, 12 + 16, true)
  for (const [at, value] of [[5, 0], [9, narrow.length], [13, narrow.length + rest.length], [19, 0x40000000 | TEXT_AT * 2], [27, TEXT_AT + narrow.length]] as const) {
    table.setUint32(at, value, true)
  }
  const people = Uint8Array.from([0xff, 0xff, revisers, 0, 0, 0, 0, 0])
  view.setUint32(0x1a2, 0, true)
  view.setUint32(0x1a6, pieces.length, true)
  view.setUint32(0x232, pieces.length, true)
  view.setUint32(0x236, people.length, true)
  return { WordDocument: main, [(flags & 0x0200) === 0 ? '0Table' : '1Table']: joined([pieces, people]), ...more }
}

export function doc(plan: DocPlan): Uint8Array {
  return compound(docStreams(plan))
}

/** A property set of one author, coded in GBK. */
export function propertySet(author: string): Uint8Array {
  const text = encode(author, 'gbk')
  const bytes = new Uint8Array(48 + 40 + text.length + 8)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, 0xfffe, true)
  for (const [at, value] of [[24, 1], [44, 48], [52, 2], [56, 1], [60, 24], [64, 4], [68, 32], [72, 2], [76, 936], [80, 0x1e], [84, text.length + 1]] as const) {
    view.setUint32(at, value, true)
  }
  bytes.set(text, 88)
  return bytes
}
