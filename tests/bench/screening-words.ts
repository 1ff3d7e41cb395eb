/**
 * Writes shared/screening/words/frequencies.json: the common Chinese words and how common they are, counted from the
 * dictionary of jieba (MIT). Run it when that dictionary changes: `node tests/bench/screening-words.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const LEAST = 25
const LONGEST = 5
const HALVES = 2

const path = createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt')
const rows = readFileSync(path, 'utf8').split('\n').map((line) => line.split(' '))
const counted = rows.flatMap(([word = '', count = '0']) => (/^[一-鿿]+$/u.test(word) ? [{ word, count: Number(count) }] : []))
const total = counted.reduce((sum, { count }) => sum + count, 0)
const buckets: string[][] = []
for (const { word, count } of counted) {
  if (word.length > LONGEST || count < (word.length === 1 ? 1 : LEAST)) continue
  const cost = Math.round(Math.log(total / count) * HALVES)
  const bucket = (buckets[cost] ??= [])
  bucket.push(word)
}
const rowsOut = Array.from(buckets, (words) => (words ?? []).join(' '))
writeFileSync(new URL('../../shared/screening/words/frequencies.json', import.meta.url), `${JSON.stringify(rowsOut, null, 0)}\n`)
