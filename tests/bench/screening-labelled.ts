/**
 * node tests/bench/screening-labelled.ts [--official] [--jsonl | --misses | --write]
 *
 * Screens the labelled cases and prints figures per group. `--official` takes the sentences of official papers: first the half
 * that rules may be tuned on, then the half that is held back. `--jsonl` prints the cases themselves, `--misses` what was
 * missed or too much (never of the half held back); `--write` puts the figures into tests/bench/screening/figures.md and the short ones into both
 * READMEs.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { labelledCases } from './screening/cases.ts'
import { missedIn, screenLabelled, shortTable, wholeTable } from './screening/figures.ts'
import { officialCases } from './screening/official.ts'

const asked = new Set(process.argv.slice(2))
/** figures of the sentences of official papers, both halves */
function officialTables(): string {
  return `## Sentences of official papers\n\nRules were tuned on these:\n\n${wholeTable(screenLabelled(officialCases('seen')))}\n\nand not on these:\n\n${wholeTable(screenLabelled(officialCases('held')))}`
}

const official = asked.has('--official')
const cases = official ? officialCases('seen') : labelledCases()
if (asked.has('--jsonl')) process.stdout.write(cases.map((one) => `${JSON.stringify(one)}\n`).join(''))
else {
  const outcomes = screenLabelled(cases)
  if (asked.has('--misses')) {
    for (const outcome of outcomes) {
      const { one, found } = outcome
      const missed = missedIn(outcome)
      if (missed.length === 0 && (one.expect.length > 0 || found.length === 0)) continue
      process.stdout.write(`${one.tier}/${one.group} ${JSON.stringify(one.text)} want ${JSON.stringify(missed)} got ${JSON.stringify(found.map(({ kind, start, end }) => [kind, start, end]))}\n`)
    }
  }
  const table = wholeTable(outcomes)
  if (asked.has('--write') && !official) {
    writeFileSync(new URL('screening/figures.md', import.meta.url), `# Screening of the labelled cases\n\nMade by \`node tests/bench/screening-labelled.ts --write\`.\n\n${table}\n\n${officialTables()}\n`)
    for (const [name, language] of [['README.md', 0], ['README.zh-CN.md', 1]] as const) {
      const file = new URL(`../../${name}`, import.meta.url)
      writeFileSync(file, readFileSync(file, 'utf8').replace(/(?<=<!-- figures -->\n)[\s\S]*?(?=\n<!-- \/figures -->)/u, () => `\n${shortTable(outcomes, language)}\n`))
    }
  }
  process.stdout.write(`${table}\n`)
  if (official) process.stdout.write(`\nHeld back:\n\n${wholeTable(screenLabelled(officialCases('held')))}\n`)
}
