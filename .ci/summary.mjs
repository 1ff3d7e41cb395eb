// Reads what the test run wrote and says how many tests passed and failed, over all projects.
import { readFileSync } from 'node:fs'

let passed = 0
let failed = 1
try {
  const report = JSON.parse(readFileSync('.cache/test-report.json', 'utf8'))
  // A file that could not be loaded has no tests to count, and is a failure all the same.
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  passed = report.numPassedTests
  failed = report.numFailedTests + unloaded.length
  if (failed === 0 && !report.success) failed = 1
  if (passed === 0 && failed === 0) failed = 1
} catch (error) {
  console.error(`No readable test report: ${error.message}`)
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
