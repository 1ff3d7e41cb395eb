import { Worker } from 'node:worker_threads'
import type { Gathering } from '../gathering.ts'
import { Unreadable } from '../gathering.ts'
import type { Insides } from '../office/package.ts'
import type { PdfMessage, PdfTask } from './messages.ts'

/** the thread's program lies beside this one, under the same ending */
const THREAD = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.mjs', import.meta.url)
const MB = 1024 * 1024
/** megabytes of objects that the thread may hold: for files below a megabyte, and for others */
const HEAP = { small: 48, large: 192 }

/**
 * Reads a PDF in a thread of its own, which is stopped when its time or memory is up: what it has read until then stays.
 * @throws Unreadable when it is encrypted, damaged, too slow or too large
 */
export async function readPdf(bytes: Uint8Array, gathering: Gathering, insides: Insides): Promise<void> {
  const copy = new Uint8Array(bytes)
  const task: PdfTask = { bytes: copy, limits: gathering.limits }
  const thread = new Worker(THREAD, {
    workerData: task, transferList: [copy.buffer], stdout: true, stderr: true, env: {},
    resourceLimits: { maxOldGenerationSizeMb: bytes.length < MB ? HEAP.small : HEAP.large, maxYoungGenerationSizeMb: 16 },
  })
  try {
    await listen(thread, gathering, insides)
  } finally {
    await thread.terminate()
  }
}

function listen(thread: Worker, gathering: Gathering, insides: Insides): Promise<void> {
  return new Promise((resolve, reject) => {
    let turn = Promise.resolve()
    const timer = setTimeout(() => reject(new Unreadable('too_slow', `${gathering.limits.time} ms`)), Math.max(0, gathering.timeLeft))
    const end = (settle: () => void): void => {
      clearTimeout(timer)
      settle()
    }
    thread.on('message', (message: PdfMessage) => {
      turn = turn.then(() => message.kind === 'end' ? end(resolve) : take(message, thread, gathering, insides))
        .catch((error: unknown) => end(() => reject(error)))
    })
    thread.on('error', (error: Error) => end(() => reject(failure(error))))
    thread.on('exit', () => {
      turn = turn.then(() => end(() => reject(new Unreadable('unread', 'PDF reader ended'))))
    })
  })
}

async function take(message: Exclude<PdfMessage, { kind: 'end' }>, thread: Worker, gathering: Gathering, insides: Insides): Promise<void> {
  gathering.checkTime()
  switch (message.kind) {
    case 'text':
      gathering.add(message.text, message.where, undefined, message.label)
      break
    case 'refused':
      throw new Unreadable('too_large', 'a stream that inflates beyond its limit')
    case 'problem':
      gathering.problem(message.code, message.detail, message.where)
      break
    case 'picture':
      await gathering.attempt(message.where, () => insides.dots(message.picture, message.where))
      thread.postMessage('next')
      break
    case 'file':
      await gathering.within(message.name, () => insides.file(message.bytes, message.name))
      thread.postMessage('next')
      break
  }
}

function failure(error: Error): Error {
  const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return outOfMemory ? new Unreadable('too_large', 'memory') : error
}
