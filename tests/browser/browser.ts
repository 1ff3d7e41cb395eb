import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { inject } from 'vitest'
import { browserAt, DESK } from './launch.ts'

export const addresses = inject('addresses')

export { DESK, PHONE } from './launch.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export const openBrowser = browserAt

/** What went wrong in a page: errors of scripts, refusals by the content security policy, dialogs. */
export function watch(page: Page): string[] {
  const seen: string[] = []
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`))
  page.on('console', (message) => {
    // A page that says no has its status as its meaning; the browser reports that as an error of loading.
    if (message.type() === 'error' && !message.text().includes('the server responded with a status of')) seen.push(`console: ${message.text()}`)
  })
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  return seen
}

/** A person's browser, signed in at the demo's provider. */
export async function signIn(browser: Browser, name: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: DESK, ...options })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  await page.goto(`${addresses.console}/`)
  await page.getByRole('button', { name }).first().click()
  await page.waitForURL(`${addresses.console}/**`)
  return page
}

/** What axe finds serious or critical in a page, as `rule: selector`. */
export async function seriousProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const found: unknown = await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ': ' + target.join(' '))))`)
  return Array.isArray(found) ? found.map(String) : [`axe gave ${String(found)}`]
}

/** How far a page is wider than its window: nothing may be, on a phone. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
}
