import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createWorker, OEM } from 'tesseract.js'
import type { Worker } from 'tesseract.js'
import { Unreadable } from '../gathering.ts'

/** What was read in a picture. */
export interface Reading {
  readonly text: string
  /** 0–100, as the reader rates itself */
  readonly confidence: number
}

/** Reads pictures one after another in a thread of its own; the thread begins with the first and ends with `close`. */
export class Ocr {
  #worker: Promise<Worker> | undefined
  #left: number

  /** @param time milliseconds for all pictures together */
  constructor(time: number) {
    this.#left = time
  }

  /**
   * Reads simplified Chinese, digits and Latin letters.
   * @throws Unreadable when the picture cannot be decoded or the time for all pictures is up
   */
  async read(picture: Uint8Array): Promise<Reading> {
    if (this.#left <= 0) throw new Unreadable('picture_unread', 'no time left')
    const begun = performance.now()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Unreadable('picture_unread', 'no time left')), this.#left)
    })
    try {
      const reading = this.#recognize(picture)
      reading.catch(() => undefined)
      return await Promise.race([reading, late])
    } catch (error) {
      await this.close()
      throw error instanceof Unreadable ? error : new Unreadable('picture_unread', 'could not be decoded')
    } finally {
      clearTimeout(timer)
      this.#left -= performance.now() - begun
    }
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    await (await worker)?.terminate()
  }

  async #recognize(picture: Uint8Array): Promise<Reading> {
    const started = this.#worker ??= start()
    const worker = await started
    // It may have been closed while it started: then nobody waits any more.
    if (this.#worker !== started) throw new Unreadable('picture_unread', 'no time left')
    const { data } = await worker.recognize(Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength))
    return { text: data.text, confidence: data.confidence }
  }
}

async function start(): Promise<Worker> {
  const require = createRequire(import.meta.url)
  const data = join(dirname(require.resolve('@tesseract.js-data/chi_sim/package.json')), '4.0.0')
  const worker = await createWorker('chi_sim', OEM.LSTM_ONLY, {
    langPath: data, cacheMethod: 'none', gzip: true, logger: () => undefined, errorHandler: () => undefined,
  })
  await worker.setParameters({ preserve_interword_spaces: '1' })
  return worker
}
