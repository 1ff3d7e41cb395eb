import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../temporary.ts'

const script = resolve(import.meta.dirname, '../../../.ci/summary.mjs')

function summary(report: object | string | undefined): { line: string, status: number | null } {
  const cwd = temporaryFolder()
  mkdirSync(join(cwd, '.cache'))
  const text = typeof report === 'string' ? report : JSON.stringify(report)
  if (report !== undefined) writeFileSync(join(cwd, '.cache', 'test-report.json'), text)
  const { stdout, status } = spawnSync(process.execPath, [script], { cwd, encoding: 'utf8' })
  return { line: stdout.trim(), status }
}

const file = { status: 'passed', assertionResults: [{}] }

describe('the last line of a run', () => {
  test.each([
    ['all passed', { success: true, numPassedTests: 3, numFailedTests: 0, testResults: [file] }, '3 passed, 0 failed', 0],
    ['one failed', { success: false, numPassedTests: 2, numFailedTests: 1, testResults: [file] }, '2 passed, 1 failed', 1],
    ['a file that does not load', {
      success: false, numPassedTests: 2, numFailedTests: 0, testResults: [file, { status: 'failed', assertionResults: [] }],
    }, '2 passed, 1 failed', 1],
    ['an error outside of every test', { success: false, numPassedTests: 2, numFailedTests: 0, testResults: [file] },
      '2 passed, 1 failed', 1],
    ['no test at all', { success: true, numPassedTests: 0, numFailedTests: 0, testResults: [] }, '0 passed, 1 failed', 1],
    ['half a report', '{"success":tr', '0 passed, 1 failed', 1],
    ['no report', undefined, '0 passed, 1 failed', 1],
  ])('for %s', (_, report, line, status) => {
    expect(summary(report)).toEqual({ line, status })
  })
})
