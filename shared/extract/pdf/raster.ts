/** One picture as pdf.js gives it: one bit, three or four bytes for a dot. */
const ONE_BIT = 1
const RGB = 2
const RGBA = 3

/**
 * A picture of pdf.js as a gray one in the simplest format that OCR reads (PGM).
 * @returns `tiny` for one below the smallest, `unknown` for anything else than a picture
 */
export function grayPicture(image: unknown, smallest: { readonly side: number, readonly area: number }): Uint8Array | 'tiny' | 'unknown' {
  if (typeof image !== 'object' || image === null) return 'unknown'
  const width: unknown = Reflect.get(image, 'width')
  const height: unknown = Reflect.get(image, 'height')
  const data: unknown = Reflect.get(image, 'data')
  const kind: unknown = Reflect.get(image, 'kind') ?? ONE_BIT
  if (typeof width !== 'number' || typeof height !== 'number') return 'unknown'
  if (Math.min(width, height) < smallest.side || width * height < smallest.area) return 'tiny'
  if (!ArrayBuffer.isView(data)) return 'unknown'
  const dots = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const head = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`)
  const gray = new Uint8Array(head.length + width * height)
  gray.set(head)
  if (kind === ONE_BIT) fromBits(dots, gray, head.length, width, height)
  else if (kind === RGB || kind === RGBA) fromColours(dots, gray, head.length, kind === RGB ? 3 : 4)
  else return 'unknown'
  return gray
}

function fromBits(bits: DataView, gray: Uint8Array, from: number, width: number, height: number): void {
  const line = (width + 7) >> 3
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * line + (x >> 3)
      if (at < bits.byteLength && (bits.getUint8(at) & (0x80 >> (x & 7))) !== 0) gray[from + y * width + x] = 255
    }
  }
}

/** an even mean is enough for letters; what shines through is taken as white */
function fromColours(dots: DataView, gray: Uint8Array, from: number, step: number): void {
  for (let to = from, at = 0; to < gray.length && at + step <= dots.byteLength; to++, at += step) {
    const mean = (dots.getUint8(at) + dots.getUint8(at + 1) * 2 + dots.getUint8(at + 2)) >> 2
    gray[to] = step === 4 && dots.getUint8(at + 3) < 128 ? 255 : mean
  }
}
