/** What the camera wrote into a picture, as far as it is text or a position. */
export interface Exif {
  readonly texts: readonly string[]
  /** whether it says where the picture was taken */
  readonly position: boolean
}

const ASCII = 2
const EXIF_TABLE = 0x8769
const POSITION_TABLE = 0x8825
const LATITUDE = 2
const COMMENT = 0x9286
/** title, comment, author, keywords and subject as Windows writes them */
const WINDOWS = new Set([0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f])
const MOST_ENTRIES = 200
const MOST_TABLES = 6

/** Reads EXIF data, which is built like a TIFF file. What does not fit into it is passed over. */
export function readExif(data: Uint8Array): Exif {
  const little = data[0] === 0x49
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const texts: string[] = []
  let position = false
  if (data.length < 8) return { texts, position }
  const tables = [{ at: view.getUint32(4, little), positions: false }]
  for (let seen = 0; seen < MOST_TABLES; seen++) {
    const table = tables[seen]
    if (table === undefined) break
    if (table.at + 2 > data.length) continue
    const count = Math.min(view.getUint16(table.at, little), MOST_ENTRIES)
    for (let entry = 0; entry < count; entry++) {
      const at = table.at + 2 + entry * 12
      if (at + 12 > data.length) break
      const tag = view.getUint16(at, little)
      const type = view.getUint16(at + 2, little)
      const length = view.getUint32(at + 4, little)
      const value = view.getUint32(at + 8, little)
      const bytes = length <= 4 ? data.subarray(at + 8, at + 8 + length) : data.subarray(value, value + length)
      if (tag === EXIF_TABLE) tables.push({ at: value, positions: false })
      else if (tag === POSITION_TABLE) tables.push({ at: value, positions: true })
      else if (table.positions && tag === LATITUDE) position = true
      else if (type === ASCII) texts.push(decodeNarrow(bytes))
      else if (WINDOWS.has(tag)) texts.push(trimmed(new TextDecoder('utf-16le').decode(bytes)))
      else if (tag === COMMENT) texts.push(comment(bytes, little))
    }
  }
  return { texts: texts.filter((text) => text.trim() !== ''), position }
}

/** bytes without a stated encoding: UTF-8, else GB 18030 */
export function decodeNarrow(bytes: Uint8Array): string {
  try {
    return trimmed(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return trimmed(new TextDecoder('gb18030').decode(bytes))
  }
}

/** a comment begins with the name of its encoding, eight bytes */
function comment(bytes: Uint8Array, little: boolean): string {
  const encoding = new TextDecoder('latin1').decode(bytes.subarray(0, 8))
  const rest = bytes.subarray(8)
  return encoding.startsWith('UNICODE') ? trimmed(new TextDecoder(little ? 'utf-16le' : 'utf-16be').decode(rest)) : decodeNarrow(rest)
}

function trimmed(text: string): string {
  return text.replaceAll('\u0000', ' ').trim()
}
