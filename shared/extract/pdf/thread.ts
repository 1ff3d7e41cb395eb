import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { boundAllocations } from './allocation.ts'
import type { PdfMessage, PdfTask } from './messages.ts'

const MB = 1024 * 1024
/** streams of text are short; fonts that are in the file as a whole are not, but then the file is not short either */
const LEAST_ARRAY = 16 * MB
const MOST_ARRAY = 64 * MB

const { bytes, limits }: PdfTask = workerData

function say(message: PdfMessage): void {
  parentPort?.postMessage(message)
}

async function sayAndWait(message: PdfMessage): Promise<void> {
  const next = new Promise((resolve) => parentPort?.once('message', resolve))
  say(message)
  await next
}

const once = Math.min(MOST_ARRAY, Math.max(LEAST_ARRAY, bytes.length * 16))
const bounds = boundAllocations({ once, altogether: 1024 * MB, spent: 0 }, () => say({ kind: 'refused' }))

// What pdf.js passes over it tells the console.
const warned = new Set<string>()
console.warn = console.log = (...words: readonly unknown[]): void => {
  const told = PASSED_OVER.find(([pattern]) => pattern.test(words.join(' ')))
  if (told === undefined || warned.has(told[1])) return
  warned.add(told[1])
  say({ kind: 'problem', code: told[2], detail: told[1] })
}

const PASSED_OVER = [
  [/exceeded maximum allowed size/iu, 'a picture larger than is read', 'picture_unread'],
  [/ignoring errors|Invalid stream|Indexing all PDF objects|XRef|Command token too long/iu, 'parts that could not be read', 'damaged'],
  [/Unable to (?:decode|load)|JpxError|Jbig2|JpegError/iu, 'a picture that could not be decoded', 'picture_unread'],
] as const

const require = createRequire(import.meta.url)
const root = dirname(require.resolve('pdfjs-dist/package.json'))
const folder = (name: string): string => `${join(root, name)}/`
// Only now: pdf.js must find the arrays bounded.
const { readDocument } = await import('./document.ts')
await readDocument({
  bytes, limits, bounds, size: bytes.length, say, sayAndWait,
  folders: {
    cMapUrl: folder('cmaps'), standardFontDataUrl: folder('standard_fonts'), wasmUrl: folder('wasm'),
    workerSrc: pathToFileURL(require.resolve('pdfjs-dist/legacy/build/pdf.worker.mjs')).href,
  },
})
say({ kind: 'end' })
