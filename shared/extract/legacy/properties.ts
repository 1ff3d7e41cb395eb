import type { Gathering } from '../gathering.ts'

const NARROW = 0x1e
const WIDE = 0x1f
const CODE_PAGE = 1
const AUTHOR = 4
const LAST_AUTHOR = 8
const MOST = 200

/** Reads the texts of a property set (title, author, company, remarks …). What does not fit into it is passed over. */
export function readProperties(data: Uint8Array, gathering: Gathering): void {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  if (data.length < 48) return
  const sets = Math.min(view.getUint32(24, true), 2)
  for (let set = 0; set < sets && 28 + set * 20 + 20 <= data.length; set++) {
    const from = view.getUint32(28 + set * 20 + 16, true)
    if (from + 8 > data.length) continue
    const count = Math.min(view.getUint32(from + 4, true), MOST)
    const values: { id: number, at: number }[] = []
    for (let at = 0; at < count && from + 16 + at * 8 <= data.length; at++) {
      values.push({ id: view.getUint32(from + 8 + at * 8, true), at: from + view.getUint32(from + 12 + at * 8, true) })
    }
    const page = values.find(({ id, at }) => id === CODE_PAGE && at + 6 <= data.length)
    const encoding = encodingOf(page === undefined ? 936 : view.getUint16(page.at + 4, true))
    for (const { id, at } of values) {
      const text = textAt(view, data, at, encoding)
      const label = set === 0 && (id === AUTHOR || id === LAST_AUTHOR) ? '作者' : ''
      if (text !== undefined) gathering.add(text, { part: 'properties' }, undefined, label)
    }
  }
}

function textAt(view: DataView, data: Uint8Array, at: number, encoding: string): string | undefined {
  if (at + 8 > data.length) return undefined
  const type = view.getUint16(at, true)
  if (type !== NARROW && type !== WIDE) return undefined
  const length = view.getUint32(at + 4, true) * (type === WIDE ? 2 : 1)
  const bytes = data.subarray(at + 8, at + 8 + length)
  return new TextDecoder(type === WIDE ? 'utf-16le' : encoding).decode(bytes).replaceAll('\u0000', '')
}

/** what the code pages of Windows are called elsewhere; one that is not known is taken as Chinese */
function encodingOf(page: number): string {
  return { 65001: 'utf-8', 1200: 'utf-16le', 950: 'big5', 1252: 'windows-1252' }[page] ?? 'gb18030'
}
