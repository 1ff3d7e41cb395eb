/**
 * node tests/bench/screening-labelled.ts [--jsonl | --write]
 *
 * Screens the labelled cases that the generator makes and prints figures per group; `--write` puts them into
 * tests/bench/screening/figures.md, `--jsonl` prints the cases themselves, `--misses` what was missed or too much.
 */
import { writeFileSync } from 'node:fs'
import { screenCase } from '../../cdk/cli/cases.ts'
import { shippedLexicon } from '../../shared/screening/shipped.ts'
import { labelledCases } from './screening/cases.ts'

interface Figures { cases: number, spans: number, exact: number, overlap: number, clean: number, untouched: number }

const cases = labelledCases()
if (process.argv.includes('--jsonl')) process.stdout.write(cases.map((one) => `${JSON.stringify(one)}\n`).join(''))
else {
  const groups = new Map<string, Figures>()
  const shipped = shippedLexicon()
  for (const one of cases) {
    const found = screenCase({ ...one, terms: one.terms?.map((term) => ({ ...term, allow: [...term.allow ?? []] })), text: one.text }, shipped, '2026-11-24')
      .findings.filter(({ level }) => level !== 'info')
    for (const key of [`${one.tier}/${one.group}`, one.tier.toUpperCase()]) {
      const figures = groups.get(key) ?? { cases: 0, spans: 0, exact: 0, overlap: 0, clean: 0, untouched: 0 }
      groups.set(key, figures)
      figures.cases++
      figures.spans += one.expect.length
      for (const want of one.expect) {
        if (found.some((hit) => hit.start === want.start && hit.end === want.end && hit.kind === want.kind)) figures.exact++
        if (found.some((hit) => hit.start < want.end && want.start < hit.end)) figures.overlap++
      }
      if (one.expect.length === 0) {
        figures.clean++
        if (found.length === 0) figures.untouched++
      }
    }
    const missed = one.expect.filter((want) => !found.some((hit) => hit.start === want.start && hit.end === want.end && hit.kind === want.kind))
    if (process.argv.includes('--misses') && (missed.length > 0 || (one.expect.length === 0 && found.length > 0))) {
      process.stdout.write(`${one.tier}/${one.group} ${JSON.stringify(one.text)} want ${JSON.stringify(missed)} got ${JSON.stringify(found.map(({ kind, start, end }) => [kind, start, end]))}\n`)
    }
  }
  const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${(100 * part / whole).toFixed(1)} %`)
  const rows = [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, of]) =>
    `| ${name} | ${of.spans} | ${percent(of.exact, of.spans)} | ${percent(of.overlap, of.spans)} | ${of.clean} | ${percent(of.untouched, of.clean)} |`)
  const table = ['| group | spans | found exactly | found at all | clean texts | left alone |', '| --- | ---: | ---: | ---: | ---: | ---: |', ...rows].join('\n')
  if (process.argv.includes('--write')) {
    writeFileSync(new URL('screening/figures.md', import.meta.url), `# Screening of the labelled cases\n\nMade by \`node tests/bench/screening-labelled.ts --write\`.\n\n${table}\n`)
  }
  process.stdout.write(`${table}\n`)
}
