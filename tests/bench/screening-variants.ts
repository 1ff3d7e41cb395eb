/**
 * Writes shared/screening/lexicons/idiom-variants.ts: what is near to a word of the word list and a word of jieba's dictionary
 * (MIT) itself. Run it after tests/bench/screening-words.ts: `node tests/bench/screening-variants.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { shippedTerms } from '../../shared/screening/shipped.ts'
import { viewOf } from '../../shared/screening/view.ts'

const LEAST = 4
const IN_A_LINE = 30
const file = new URL('../../shared/screening/lexicons/idiom-variants.ts', import.meta.url)

function write(words: readonly string[]): void {
  const lines = words.flatMap((_, at) => (at % IN_A_LINE === 0 ? [`  '${words.slice(at, at + IN_A_LINE).join(' ')}`] : []))
  writeFileSync(file, `/**
 * What is near to a word of the word list and in the dictionary of jieba (MIT) itself, in use or rare: not taken for a slip.
 * Made by \`node tests/bench/screening-variants.ts\`.
 */
export const IDIOM_VARIANTS: ReadonlySet<string> = new Set((
${lines.join(" ' +\n")}'
).split(' '))
`)
}

write([''])
const { slips } = await import('../../shared/screening/slips.ts')
const wrong = new Set(shippedTerms().map(({ term }) => term))
const words = readFileSync(createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt'), 'utf8').split('\n').map((line) => line.split(' ')[0] ?? '')
const near = words.filter((word) => word.length >= LEAST).flatMap((text) => slips(viewOf({ place: { block: 0 }, text, label: '', head: false }))
  .map(({ start, end }) => text.slice(start, end))).filter((word) => word.length === LEAST && !wrong.has(word))
write([...new Set(near)].toSorted())
