import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addresses, DESK, openBrowser, overflow, PHONE, seriousProblems, signIn, watch } from './browser.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
})

const ways: readonly [string, BrowserContextOptions][] = [
  ['at a desk', { viewport: DESK }],
  ['on a phone', { viewport: PHONE, hasTouch: true, isMobile: true }],
]

describe.each(ways)('two administrators, %s,', (way, options) => {
  const name = `方圆 ${way}`
  let wrong: readonly string[] = []

  async function fit(page: Page): Promise<void> {
    expect(await seriousProblems(page)).toEqual([])
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    expect(await page.locator('h1').count()).toBe(1)
    expect(wrong).toEqual([])
  }

  test('one enters a person, is told of mistakes and who confirms', async () => {
    const page = await signIn(browser, '高原', options)
    wrong = watch(page)
    await fit(page)
    await page.getByRole('link', { name: '管理', exact: true }).first().click()
    await fit(page)
    await page.getByRole('link', { name: '录入新人员' }).click()
    await page.locator('form[data-command=create_person] button').click()
    await fit(page)
    await page.getByLabel('姓名').fill(name)
    await page.getByLabel('电子邮箱').fill('fang@linjiang.example')
    await page.getByLabel('单位').selectOption('zhixu')
    await page.getByLabel('终审（签发）').check()
    await page.getByLabel('统一认证中的主体标识').fill(`fang-${options.isMobile ? 'phone' : 'desk'}`)
    await page.locator('form[data-command=create_person] button').click()
    await fit(page)
    await page.locator('form[data-confirms] button').click()
    await fit(page)
    expect(await page.locator('main').innerText()).toContain('由马兰')
    await page.goto(`${addresses.console}/admin`)
    await page.getByRole('link', { name: '查看并办理' }).first().click()
    await fit(page)
    expect(await page.getByRole('button', { name: '确认' }).count()).toBe(0)
    await page.context().close()
  })

  test('the other finds it on the start page, confirms it and sees the person', async () => {
    const page = await signIn(browser, '马兰', options)
    wrong = watch(page)
    await fit(page)
    await page.getByRole('link', { name: '查看并办理' }).first().click()
    await fit(page)
    await page.getByRole('button', { name: '确认：录入新人员' }).click()
    await fit(page)
    await page.getByRole('link', { name: '查看人员' }).click()
    await fit(page)
    expect(await page.locator('[data-history]').innerText()).toContain('由高原提出')
    await page.goto(`${addresses.console}/admin/lexicon`)
    await fit(page)
    await page.context().close()
  })
})
