import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addresses, openBrowser, overflow, PHONE, seriousProblems, signIn, watch } from './browser.ts'
import { crawl } from './crawl.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
})

const people: readonly [string, readonly string[]][] = [
  ['林晓', ['/', '/items/new', '/published']],
  ['王岩', ['/', '/published']],
  ['刘正', ['/', '/published']],
  ['郑审', ['/audit']],
  ['高原', ['/', '/admin', '/absence']],
]

describe('every page that a link leads to, on a phone,', () => {
  test.each(people)('is fit for %s', async (name, starts) => {
    const page = await signIn(browser, name, { viewport: PHONE, hasTouch: true, isMobile: true })
    const wrong = watch(page)
    const bad: string[] = []
    const reached = await crawl(page, starts.map((path) => addresses.console + path), 2, async ({ path, status }) => {
      const problems = [...await seriousProblems(page), ...wrong.splice(0)]
      const wider = await overflow(page)
      if (wider > 0) problems.push(`${wider} wider than the window`)
      if (status >= 400) problems.push(`status ${status}`)
      if (await page.locator('h1').count() !== 1) problems.push('not one h1')
      bad.push(...problems.map((problem) => `${path}: ${problem}`))
    })
    expect(bad).toEqual([])
    expect(reached.length).toBeGreaterThan(3)
    await page.context().close()
  })

  test('is fit for any reader of the portal, and leads to pages that are there', async () => {
    const context = await browser.newContext({ viewport: PHONE, hasTouch: true, isMobile: true })
    const page = await context.newPage()
    const wrong = watch(page)
    const bad: string[] = []
    await crawl(page, [`${addresses.portal}/`], 20, async ({ path, status }) => {
      const problems = [...await seriousProblems(page), ...wrong.splice(0)]
      if (await overflow(page) > 0) problems.push('wider than the window')
      if (status !== 200) problems.push(`status ${status}`)
      bad.push(...problems.map((problem) => `${path}: ${problem}`))
    })
    expect(bad).toEqual([])
    await context.close()
  })
})
