/**
 * Writes shared/screening/match/syllables.ts: the syllables of the characters that the words of the word list are made of, from
 * pinyin-pro (MIT). Run it after tests/bench/screening-words.ts: `node tests/bench/screening-syllables.ts`.
 */
import { writeFileSync } from 'node:fs'
import frequencies from '../../shared/screening/words/frequencies.json' with { type: 'json' }
import { syllable } from '../../shared/screening/match/variants.ts'

const chars = new Set(frequencies.flatMap((bucket) => bucket.split(' ')).filter((word) => word.length > 1).join(''))
const groups = [...Map.groupBy([...chars].toSorted(), syllable)].filter(([, same]) => same.length > 1).toSorted(([a], [b]) => (a < b ? -1 : 1))
const lines = groups.map(([, same]) => same.join('')).reduce<string[]>((all, same) => {
  const last = all.at(-1)
  if (last !== undefined && last.length + same.length < 120) all[all.length - 1] = `${last} ${same}`
  else all.push(same)
  return all
}, [])
writeFileSync(new URL('../../shared/screening/match/syllables.ts', import.meta.url), `/**
 * The characters that words are made of, those of one syllable together. What a browser loads without the tables of sounds, which
 * know every character. Made by \`node tests/bench/screening-syllables.ts\` from pinyin-pro (MIT).
 */
export const SYLLABLES: readonly string[] = (
${lines.map((line) => `  '${line}`).join(" ' +\n")}'
).split(' ')
`)
