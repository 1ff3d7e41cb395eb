import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chinaDay } from '../../shared/web/time.ts'
import { addresses, openBrowser, overflow, PHONE, seriousProblems, signIn, watch } from './browser.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
})

const phone = { viewport: PHONE, hasTouch: true, isMobile: true } as const
const inDays = (days: number): string => chinaDay(new Date(Date.now() + days * 86_400_000))

let wrong: readonly string[] = []
async function come(name: string): Promise<Page> {
  const page = await signIn(browser, name, phone)
  wrong = watch(page)
  return page
}

async function fit(page: Page): Promise<void> {
  expect(await seriousProblems(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  expect(await page.locator('h1').count()).toBe(1)
  expect(wrong).toEqual([])
}

describe('on a phone', () => {
  test('a reviewer delegates, is told of mistakes, and checks what was answered', async () => {
    const page = await come('陈立')
    await page.getByRole('link', { name: '休假与代审' }).first().click()
    await fit(page)
    await page.getByRole('link', { name: '委托代审' }).click()
    await fit(page)
    await page.locator('form[data-command=delegate] button').click()
    await fit(page)
    expect(await page.locator('.problems a').count()).toBe(2)
    await page.getByLabel('由谁代审').selectOption({ label: '周敏 · 拟稿人' })
    await page.getByLabel('至（含当日）').fill(inDays(200))
    await page.locator('form[data-command=delegate] button').click()
    await fit(page)
    expect(await page.locator('.problems').innerText()).toContain('代审最长 90 天')
    await page.getByLabel('至（含当日）').fill(inDays(3))
    await page.locator('form[data-command=delegate] button').click()
    await fit(page)
    await page.locator('form[data-confirms] button').click()
    await fit(page)
    expect(await page.locator('h1').innerText()).toBe('陈立，由周敏代审')
    await page.goto(`${addresses.console}/`)
    await fit(page)
    expect(await page.locator('[data-standing]').innerText()).toContain('您已委托周敏代审')
    await page.context().close()
  })

  test('the stand-in finds what waits, and sees on whose behalf they would decide', async () => {
    const page = await come('周敏')
    await fit(page)
    await page.getByRole('link', { name: '代陈立审核' }).first().click()
    await fit(page)
    expect(await page.locator('[data-behalf]').innerText()).toContain('代陈立')
    await page.locator('form[data-command=pass] button').click()
    await fit(page)
    expect(await page.locator('main').innerText()).toContain('周敏 · 代陈立审核')
    await page.context().close()
  })

  test('the head names somebody for another, an administrator finds it, and it is taken back', async () => {
    const head = await come('曹峰')
    await head.goto(`${addresses.console}/absence`)
    await fit(head)
    await head.getByRole('link', { name: '登记不在岗' }).click()
    await fit(head)
    await head.getByLabel('不在岗的人').selectOption({ label: '刘正' })
    await head.getByLabel('至（含当日）').fill(inDays(2))
    await head.locator('form[data-command=away] button').click()
    await fit(head)
    await head.getByLabel('为不在岗的人指定代审').selectOption({ label: '刘正' })
    await head.locator('form[data-command=choose] button').click()
    await fit(head)
    await head.getByLabel('由谁代审').selectOption({ label: '林晓 · 拟稿人' })
    await head.getByLabel('至（含当日）').fill(inDays(1))
    await head.locator('form[data-command=appoint] button').click()
    await fit(head)
    await head.locator('form[data-confirms] button').click()
    await fit(head)
    const place = head.url()
    await head.context().close()
    const admin = await come('高原')
    await admin.goto(`${addresses.console}/`)
    await fit(admin)
    await admin.locator('[data-queue=stand_ins] .act a').first().click()
    await fit(admin)
    expect(admin.url()).toBe(place)
    expect(await admin.getByRole('button', { name: '确认由林晓代刘正审核' }).count()).toBe(1)
    await admin.getByRole('button', { name: '不同意，撤回' }).click()
    await fit(admin)
    await admin.goto(`${addresses.console}/absence`)
    await fit(admin)
    await admin.locator('li:has-text("刘正")').getByRole('button', { name: '已回岗，结束登记' }).click()
    await fit(admin)
    await admin.getByRole('link', { name: '陈立，由周敏代审' }).first().click()
    await admin.getByRole('button', { name: '收回代审' }).click()
    await fit(admin)
    await admin.context().close()
  })

  test('somebody without a reviewing post can say that they are away, and come back', async () => {
    const page = await come('林晓')
    await page.goto(`${addresses.console}/absence`)
    await page.getByRole('link', { name: '只登记不在岗' }).click()
    await fit(page)
    await page.getByLabel('至（含当日）').fill(inDays(-1))
    await page.locator('form[data-command=away] button').click()
    await fit(page)
    await page.getByLabel('至（含当日）').fill(inDays(2))
    await page.locator('form[data-command=away] button').click()
    await fit(page)
    await page.getByRole('button', { name: '已回岗，结束登记' }).click()
    await fit(page)
    expect(await page.locator('[data-absence]').count()).toBe(0)
    await page.context().close()
  })
})
