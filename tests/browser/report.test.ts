import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addresses, openBrowser, overflow, PHONE, seriousProblems, signIn, watch } from './browser.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
})

/** What is wrong with a page on a phone, with the step that led to it. */
async function faults(page: Page, step: string): Promise<string[]> {
  const found = [...await seriousProblems(page)]
  if (await overflow(page) > 0) found.push('wider than the window')
  if (await page.locator('h1').count() !== 1) found.push('not one h1')
  if (await page.locator('script').count() !== 0) found.push('a script')
  return found.map((problem) => `${step}: ${problem}`)
}

test('on a phone, a reader comes from a page of the portal, sends a report with the keyboard, and looks the number up; the unit answers, and the reader sees it', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: PHONE.height }, hasTouch: true, isMobile: true, locale: 'zh-CN' })
  const page = await context.newPage()
  const wrong = watch(page)
  const bad: string[] = []
  await page.goto(`${addresses.portal}/index.html`)
  await page.locator('.rows a').first().click()
  const title = await page.locator('h1').textContent()
  await page.getByRole('link', { name: '我要纠错' }).click()
  expect(await page.locator('[data-page]').textContent()).toBe(title)
  bad.push(...await faults(page, 'form'))

  await page.getByRole('button', { name: '提交' }).press('Enter')
  bad.push(...await faults(page, 'form with a problem'))
  await page.getByRole('link', { name: '请填写“哪里有误”' }).press('Enter')
  await page.keyboard.type('第二段日期有误，应为11月25日。')
  await page.keyboard.press('Tab')
  await page.keyboard.type('13900001234')
  // The field for programs is no stop on the way.
  await page.keyboard.press('Tab')
  expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('提交')
  await page.keyboard.press('Enter')
  const number = await page.locator('[data-receipt]').textContent() ?? ''
  bad.push(...await faults(page, 'receipt'))

  await page.getByRole('link', { name: '查询办理情况' }).click()
  bad.push(...await faults(page, 'look up'))
  await page.getByLabel('回执号').fill('00000')
  await page.getByRole('button', { name: '查询' }).click()
  bad.push(...await faults(page, 'unknown number'))
  await page.getByLabel('回执号').fill(number)
  await page.getByRole('button', { name: '查询' }).click()
  expect(await page.locator('[data-state=open]').count()).toBe(1)
  bad.push(...await faults(page, 'open'))

  const owner = await signIn(browser, '王岩', { viewport: PHONE })
  await owner.goto(`${addresses.console}/tasks`)
  await owner.locator('[data-kind=public_report] a.button').click()
  expect(await owner.locator('[data-contact]').textContent()).toBe('13900001234')
  bad.push(...[...await seriousProblems(owner), ...await overflow(owner) > 0 ? ['wide'] : []].map((problem) => `task: ${problem}`))
  await owner.getByLabel('已整改').check()
  await owner.getByLabel('给反映人的答复').fill('已更正，谢谢您。')
  await owner.getByRole('button', { name: '办结' }).click()
  expect(await owner.locator('[data-state=fixed]').count()).toBe(1)

  await page.goto(`${addresses.console}/report`)
  await page.getByLabel('回执号').fill(number)
  await page.getByRole('button', { name: '查询' }).click()
  expect(await page.locator('[data-answer]').textContent()).toBe('已更正，谢谢您。')
  bad.push(...await faults(page, 'answered'))
  await page.goto(`${addresses.console}/report/01JZ0000000000000000000R99`)
  bad.push(...await faults(page, 'no such page'))
  expect([...bad, ...wrong]).toEqual([])
  await owner.context().close()
  await context.close()
})

test('it goes without script, too', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' })
  const page = await context.newPage()
  await page.goto(`${addresses.portal}/index.html`)
  await page.getByRole('link', { name: '纠错与办理查询' }).click()
  const address = await (async () => {
    const other = await context.newPage()
    await other.goto(`${addresses.portal}/index.html`)
    await other.locator('.rows a').nth(1).click()
    return other.url()
  })()
  await page.getByLabel('网页地址').fill(address)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('哪里有误').fill('附件名称有误')
  await page.getByRole('button', { name: '提交' }).click()
  expect(await page.locator('[data-receipt]').textContent()).toMatch(/^[0-9A-Z-]{23}$/)
  await context.close()
})
