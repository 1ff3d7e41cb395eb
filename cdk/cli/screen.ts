/**
 * npm run -s screen -- FILE…     prints findings, exit code 1 when something blocks, 2 when a file cannot be read
 * npm run -s screen -- --jsonl   reads labelled cases on standard input, writes their findings
 */
import { readFileSync } from 'node:fs'
import { readCase, screenCase } from './cases.ts'
import { printReport } from './print.ts'
import { readerFor } from './readers.ts'
import { screenTexts } from '../../shared/screening/screen.ts'
import { shippedLexicon } from '../../shared/screening/shipped.ts'

const today = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)

process.exitCode = process.argv.includes('--jsonl') ? screenCases() : screenFiles(process.argv.slice(2))

function screenCases(): number {
  const shipped = shippedLexicon()
  for (const line of readFileSync(0, 'utf8').split('\n')) {
    if (line.trim() !== '') process.stdout.write(`${JSON.stringify(screenCase(readCase(line), shipped, today))}\n`)
  }
  return 0
}

function screenFiles(files: readonly string[]): number {
  if (files.length === 0) {
    process.stderr.write('usage: npm run -s screen -- FILE… | --jsonl\n')
    return 2
  }
  const lexicon = shippedLexicon()
  let worst = 0
  for (const file of files) {
    const reader = readerFor(file)
    if (reader === undefined) {
      process.stderr.write(`${file}: no reader for this kind of file\n`)
      worst = 2
      continue
    }
    try {
      const read = reader.read(readFileSync(file))
      const report = screenTexts(read.texts, lexicon, { today })
      process.stdout.write(printReport(file, report, read))
      if (report.counts.block > 0) worst = Math.max(worst, 1)
    } catch (error) {
      process.stderr.write(`${file}: ${error instanceof Error ? error.message : String(error)}\n`)
      worst = 2
    }
  }
  return worst
}
