import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** Numbers that look random and are the same in every process. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

interface Word {
  readonly word: string
  readonly count: number
}

function dictionary(): Word[] {
  const path = createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt')
  return readFileSync(path, 'utf8').split('\n').flatMap((line) => {
    const [word = '', count = '0'] = line.split(' ')
    return /^[\u4E00-\u9FA5]{1,6}$/u.test(word) ? [{ word, count: Number(count) }] : []
  })
}

/** What a text is made of. */
export interface TextSource {
  /** every second sentence is made of dictionary words drawn by their frequency: more different pairs than prose has */
  readonly mixed: boolean
  /** a file of prose instead of the samples */
  readonly file?: string
}

/** Prose of about `megabytes` (UTF-8): sentences of official papers in random order. */
export function prose(megabytes: number, source: TextSource): string {
  const random = randomFrom(20261124)
  const sentences = (source.file === undefined ? samples() : readFileSync(source.file, 'utf8')).split(/(?<=[。；\n])/u)
  const draw = source.mixed ? drawer(random) : () => ''
  const parts: string[] = []
  for (let bytes = 0, at = 0; bytes < megabytes * 1e6; at++) {
    const drawn = source.mixed && at % 2 === 1
    const sentence = drawn ? `${Array.from({ length: 18 }, draw).join('')}。\n` : sentences[Math.floor(random() * sentences.length)] ?? ''
    parts.push(sentence)
    bytes += Buffer.byteLength(sentence)
  }
  return Buffer.from(parts.join('')).toString()
}

function drawer(random: () => number): () => string {
  const words = dictionary()
  const sums: number[] = []
  words.reduce((sum, { count }) => {
    sums.push(sum + count)
    return sum + count
  }, 0)
  const total = sums.at(-1) ?? 1
  return () => {
    const wanted = random() * total
    let low = 0
    let high = sums.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    return words[low]?.word ?? ''
  }
}

function samples(): string {
  let text = readFileSync(new URL('../../unit/screening/clean-prose.txt', import.meta.url), 'utf8')
  for (const folder of ['seeds', 'items']) {
    const url = new URL(`../../../../shared/${folder}/`, import.meta.url)
    if (!existsSync(url)) continue
    for (const name of readdirSync(url)) if (/^\d.*\.txt$/u.test(name)) text += readFileSync(new URL(name, url), 'utf8')
  }
  return text
}

export type Density = 'sparse' | 'dense'

/**
 * Terms of two to six Han characters. `dense` is a random sample of a dictionary, `sparse` are words that the
 * text does not hold, and twenty that it does: what a list of sensitive words is like.
 */
export function terms(count: number, density: Density, text: string): string[] {
  const random = randomFrom(count)
  const words = dictionary().map(({ word }) => word).filter((word) => word.length > 1)
  const held = density === 'sparse' ? heldBy(text) : new Set<string>()
  const chosen = new Set<string>()
  let present = 0
  while (chosen.size < count) {
    const word = words[Math.floor(random() * words.length)] ?? ''
    if (held.has(word) && ++present > 20) continue
    chosen.add(word)
  }
  return [...chosen]
}

function heldBy(text: string): Set<string> {
  const held = new Set<string>()
  for (let at = 0; at < text.length; at++) for (let length = 2; length <= 6; length++) held.add(text.slice(at, at + length))
  return held
}
