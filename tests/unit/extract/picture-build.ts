import { zlibSync } from 'fflate'
import { crc32 } from 'node:zlib'
import { encode as encodeJpeg } from 'jpeg-js'

export interface Raster {
  readonly width: number
  readonly height: number
  /** one byte for a dot, 255 white */
  readonly gray: Uint8Array
}

type Point = readonly [number, number]

/** Letters as lines in a square of 10 by 10; a curve is written as points on it. */
const STROKES: Readonly<Record<string, readonly (readonly Point[])[]>> = {
  0: [ring(5, 5, 2.6, 4.2)],
  1: [[[3.2, 2.4], [5, 0.8], [5, 9.2]]],
  2: [[...arc(5, 3.2, 2.4, 2.4, 200, 390), [2.4, 9.2], [7.8, 9.2]]],
  3: [[...arc(4.9, 2.9, 2.3, 2.1, 210, 450)], [...arc(4.9, 7.1, 2.6, 2.2, 270, 510)]],
  4: [[[6.4, 9.2], [6.4, 0.8], [2, 6.6], [8.2, 6.6]]],
  8: [ring(5, 2.9, 2.1, 2.1), ring(5, 7.1, 2.6, 2.2)],
  王: [[[1, 1.4], [9, 1.4]], [[1.5, 5], [8.5, 5]], [[0.6, 9], [9.4, 9]], [[5, 1.4], [5, 9]]],
  中: [[[1, 2.6], [9, 2.6], [9, 6.4], [1, 6.4], [1, 2.6]], [[5, 0.3], [5, 9.7]]],
  三: [[[1.2, 1.4], [8.8, 1.4]], [[1.9, 5], [8.1, 5]], [[0.5, 8.8], [9.5, 8.8]]],
  日: [[[2, 0.8], [8, 0.8], [8, 9.2], [2, 9.2], [2, 0.8]], [[2, 5], [8, 5]]],
  十: [[[0.6, 4], [9.4, 4]], [[5, 0.4], [5, 9.6]]],
}

/** Draws letters in one line, black on white. */
export function drawn(text: string, size = 48): Raster {
  const chars = Array.from(text)
  const pitch = (char: string): number => Math.round(size * (char < '\u0080' ? 0.7 : 1.15))
  const width = chars.reduce((sum, char) => sum + pitch(char), 0) + size * 2
  const height = size * 3
  const gray = new Uint8Array(width * height).fill(255)
  let left = size
  for (const char of chars) {
    const from = left - (char < '\u0080' ? size * 0.15 : 0)
    for (const line of STROKES[char] ?? []) {
      for (let next = 1; next < line.length; next++) {
        const place = ([x, y]: Point = [0, 0]): Point => [from + x * size / 10, size + y * size / 10]
        drawLine(gray, width, place(line[next - 1]), place(line[next]), size / 22)
      }
    }
    left += pitch(char)
  }
  return { width, height, gray }
}

function drawLine(gray: Uint8Array, width: number, [x1, y1]: Point, [x2, y2]: Point, half: number): void {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1
  for (let y = Math.floor(Math.min(y1, y2) - half - 1); y <= Math.max(y1, y2) + half + 1; y++) {
    for (let x = Math.floor(Math.min(x1, x2) - half - 1); x <= Math.max(x1, x2) + half + 1; x++) {
      const along = Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length ** 2))
      const away = Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))
      const dark = 255 * Math.max(0, Math.min(1, away - half + 0.5))
      gray[y * width + x] = Math.min(gray[y * width + x] ?? 255, dark)
    }
  }
}

function arc(x: number, y: number, a: number, b: number, from: number, to: number): Point[] {
  return Array.from({ length: 25 }, (_, step) => {
    const angle = (from + (to - from) * step / 24) * Math.PI / 180
    return [x + a * Math.cos(angle), y + b * Math.sin(angle)] as const
  })
}

function ring(x: number, y: number, a: number, b: number): Point[] {
  return arc(x, y, a, b, 0, 360)
}

/** A gray PNG; `chunks` stand before its dots. `stated` replaces the size in its header. */
export function png({ width, height, gray }: Raster, chunks: readonly Uint8Array[] = [], stated?: { width: number, height: number }): Uint8Array {
  const lines = new Uint8Array((width + 1) * height)
  for (let y = 0; y < height; y++) lines.set(gray.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  const head = new Uint8Array(13)
  const view = new DataView(head.buffer)
  view.setUint32(0, stated?.width ?? width)
  view.setUint32(4, stated?.height ?? height)
  head[8] = 8
  return joined([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), chunk('IHDR', head), ...chunks,
    chunk('IDAT', zlibSync(lines, { level: 6 })), chunk('IEND', new Uint8Array(0))])
}

export function chunk(type: string, data: Uint8Array): Uint8Array {
  const whole = new Uint8Array(data.length + 12)
  const view = new DataView(whole.buffer)
  view.setUint32(0, data.length)
  whole.set(new TextEncoder().encode(type), 4)
  whole.set(data, 8)
  view.setUint32(data.length + 8, crc32(whole.subarray(4, data.length + 8)))
  return whole
}

/** A JPEG; `segments` stand right behind its beginning. */
export function jpg({ width, height, gray }: Raster, segments: readonly Uint8Array[] = []): Uint8Array {
  const data = new Uint8Array(width * height * 4)
  for (const [at, value] of gray.entries()) data.set([value, value, value, 255], at * 4)
  const whole = encodeJpeg({ width, height, data }, 90).data
  return joined([whole.subarray(0, 2), ...segments, whole.subarray(2)])
}

export function segment(marker: number, data: Uint8Array): Uint8Array {
  const whole = new Uint8Array(data.length + 4)
  whole.set([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 0xff])
  whole.set(data, 4)
  return whole
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
