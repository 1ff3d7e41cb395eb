import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addresses, openBrowser, seriousProblems, signIn, watch } from './browser.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
})

const title = '关于救助对象的公示'
const text = '现将有关情况公示如下。请按布署执行。\n\n姓名\t身份证号\t联系电话\n王小明\t11010519491231002X\t13812345678\n\n当事人李力已到场。'

/** What is found, as level, kind and masked value. */
async function found(page: Page, within: string): Promise<string[]> {
  const texts = await page.locator(`${within} .finding`).evaluateAll((all) => all.map((one) =>
    `${one.querySelector('.tag')?.textContent ?? ''} ${one.querySelector('.hit')?.textContent ?? ''} ${one.querySelector('.tag ~ .small')?.textContent ?? ''}`))
  return texts.toSorted()
}

async function write(page: Page): Promise<void> {
  await page.goto(`${addresses.console}/items/new`)
  await page.fill('[name=title]', title)
  await page.selectOption('[name=column]', { index: 1 })
  await page.selectOption('[name=ground]', { index: 1 })
  await page.fill('[name=text]', text)
}

describe('the editor', () => {
  test('finds as somebody types what its button finds, selects the place, and sends the text nowhere', async () => {
    const page = await signIn(browser, '林晓')
    const wrong = watch(page)
    const sent: string[] = []
    await write(page)
    page.on('request', (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`))
    await page.locator('#live .finding').nth(3).waitFor()
    const live = await found(page, '#live')
    expect(sent.filter((one) => !/^GET \/(?:assets|lexicon)\//u.test(one))).toEqual([])
    await page.locator('#live [data-kind=mobile] button').click()
    expect(await page.locator('[name=text]').evaluate((area) => area instanceof HTMLTextAreaElement ? area.value.slice(area.selectionStart, area.selectionEnd) : '')).toBe('13812345678')
    expect(await page.locator('#live [data-kind=mobile] button').innerText()).toBe('第 4 行')
    expect(await page.locator('#live [role=status]').innerText()).toContain('禁止发布')
    expect(await seriousProblems(page)).toEqual([])
    await page.locator('button[value=screen]').click()
    expect(await found(page, '.shown')).toEqual(live)
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('without script shows nothing beside the text, and its button works', async () => {
    const page = await signIn(browser, '林晓', { javaScriptEnabled: false })
    await write(page)
    expect(await page.locator('#live').isVisible()).toBe(false)
    await page.locator('button[value=screen]').click()
    expect(await page.locator('.shown .finding').count()).toBeGreaterThan(3)
    await page.context().close()
  })
})
