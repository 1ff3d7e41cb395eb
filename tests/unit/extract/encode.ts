const tables = new Map<string, Map<string, number>>()

/** Text in a double-byte encoding: what TextDecoder reads, backwards. */
export function encode(text: string, encoding: 'gbk' | 'big5'): Uint8Array {
  const table = tables.get(encoding) ?? tableOf(encoding)
  tables.set(encoding, table)
  return Uint8Array.from(Array.from(text).flatMap((char) => {
    const code = char < '\u0080' ? char.charCodeAt(0) : table.get(char)
    if (code === undefined) throw new Error(char)
    return code < 0x80 ? [code] : [code >> 8, code & 0xff]
  }))
}

function tableOf(encoding: string): Map<string, number> {
  const decoder = new TextDecoder(encoding)
  const table = new Map<string, number>()
  for (let first = 0x81; first < 0xff; first++) {
    for (let second = 0x40; second < 0xff; second++) {
      const char = decoder.decode(Uint8Array.of(first, second))
      if (!table.has(char)) table.set(char, first * 256 + second)
    }
  }
  return table
}

/** Text in UTF-16 without mark. */
export function wide(text: string, little: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), little)
  return bytes
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
