/**
 * npm run -s screen -- FILE…     prints findings, exit code 1 when something blocks or a person must look,
 *                                2 when there is no such file
 * npm run -s screen -- --jsonl   reads labelled cases on standard input, writes their findings
 */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { readCase, screenCase } from './cases.ts'
import { printReport } from './print.ts'
import { readFile } from './readers.ts'
import { screenTexts } from '../../shared/screening/screen.ts'
import { shippedLexicon } from '../../shared/screening/shipped.ts'

const today = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)

const usage = 'usage: npm run -s screen -- FILE… | --jsonl | --help\n'
const asked = process.argv.slice(2)

if (asked.includes('--help') || asked.includes('-h')) process.stdout.write(usage)
else process.exitCode = asked.includes('--jsonl') ? screenCases() : await screenFiles(asked)

function screenCases(): number {
  const shipped = shippedLexicon()
  for (const line of readFileSync(0, 'utf8').split('\n')) {
    if (line.trim() !== '') process.stdout.write(`${JSON.stringify(screenCase(readCase(line), shipped, today))}\n`)
  }
  return 0
}

async function screenFiles(files: readonly string[]): Promise<number> {
  if (files.length === 0) {
    process.stderr.write(usage)
    return 2
  }
  const lexicon = shippedLexicon()
  let worst = 0
  for (const file of files) {
    try {
      const read = await readFile(readFileSync(file), basename(file))
      const report = screenTexts(read.texts, lexicon, { today })
      process.stdout.write(printReport(file, report, read))
      if (report.counts.block > 0 || read.problems.length > 0) worst = Math.max(worst, 1)
    } catch (error) {
      process.stderr.write(`${file}: ${error instanceof Error ? error.message : String(error)}\n`)
      worst = 2
    }
  }
  return worst
}
