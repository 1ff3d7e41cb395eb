import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addresses, DESK, openBrowser, overflow, PHONE, seriousProblems, signIn, watch } from './browser.ts'
import { carryOut, decide, draft, giveReasons, published } from './way.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
})

const text = `为方便群众办事，现将滨河路窗口服务时间调整如下。

一、服务时间

工作日上午9时至12时，下午2时至5时。

二、咨询方式

咨询人：姚远，手机13900001234。`

/** A page is fit: nothing serious for a screen reader, nothing wider than the window, nothing refused or failed. */
async function expectFit(page: Page, wrong: readonly string[], withScript = true): Promise<void> {
  // axe itself is a script: the pages are the same with and without.
  if (withScript) expect(await seriousProblems(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  expect(wrong).toEqual([])
  expect(await page.locator('h1').count()).toBe(1)
}

const ways: readonly [string, BrowserContextOptions][] = [
  ['at a desk', { viewport: DESK }],
  ['on a phone', { viewport: PHONE, hasTouch: true, isMobile: true }],
  ['without script', { viewport: DESK, javaScriptEnabled: false }],
]

describe.each(ways)('four people, %s,', (_, options) => {
  const withScript = options.javaScriptEnabled !== false
  let id = ''
  const title = `关于调整窗口服务时间的通告 ${String(options.viewport?.width)}${withScript ? '' : ' 无脚本'}`

  test('one writes an item, sees what screening finds, and submits it', async () => {
    const page = await signIn(browser, '林晓', options)
    const wrong = watch(page)
    await expectFit(page, wrong, withScript)
    id = await draft(page, { title, text })
    await expectFit(page, wrong, withScript)
    await page.locator('form[data-command=save] button[value=screen]').click()
    await expectFit(page, wrong, withScript)
    expect(await page.locator('main').innerText()).toContain('139****1234')
    await page.locator('form[data-command=save] button[value=submit]').click()
    await expectFit(page, wrong, withScript)
    expect(await page.locator('main').innerText()).toMatch(/陈立|何静/u)
    await carryOut(page, 'submit')
    await expectFit(page, wrong, withScript)
    await page.goto(`${addresses.console}/items/${id}`)
    await expectFit(page, wrong, withScript)
    expect(await page.locator('form[data-command=pass]').count()).toBe(0)
    await page.context().close()
  })

  test.each([['陈立', 'pass'], ['王岩', 'pass'], ['刘正', 'approve']])('%s looks at it and answers: %s', async (name, command) => {
    const page = await signIn(browser, name, options)
    const wrong = watch(page)
    await expectFit(page, wrong, withScript)
    await decide(page, id)
    await expectFit(page, wrong, withScript)
    await giveReasons(page, '咨询人是本单位窗口人员，号码对外公布')
    await page.locator(`form[data-command=${command}] .buttons button`).first().click()
    expect(await page.locator('h1').innerText()).toBe('请核对后确认')
    await expectFit(page, wrong, withScript)
    await page.locator(`form[data-command=${command}][data-confirms] button`).click()
    await expectFit(page, wrong, withScript)
    await page.context().close()
  })

  test('anybody reads it on the portal', async () => {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const wrong = watch(page)
    await page.goto(await published(page, id))
    expect(await page.locator('h1').innerText()).toBe(title)
    await expectFit(page, wrong, withScript)
    await page.goto(`${addresses.portal}/`)
    await expectFit(page, wrong, withScript)
    await context.close()
  })

  test('an auditor finds its trail whole', async () => {
    const page = await signIn(browser, '郑审', options)
    const wrong = watch(page)
    await page.goto(`${addresses.console}/audit`)
    await expectFit(page, wrong, withScript)
    await page.fill('[name=item]', id)
    await page.locator('form:has([name=item]) button').click()
    expect(await page.locator('[data-verified]').getAttribute('data-verified')).toBe('ok')
    await expectFit(page, wrong, withScript)
    await page.context().close()
  })
})

describe('the way back', () => {
  test('a review that is asked of somebody who wrote the item says why it is not theirs', async () => {
    const editor = await signIn(browser, '林晓')
    const id = await draft(editor, { title: '关于设置临时停车位的通告', text: '滨河路西侧设置临时停车位，夜间免费。' })
    await decide(editor, id)
    expect(await editor.locator('form[data-command=pass]').count()).toBe(0)
    await editor.context().close()
  })

  test('a person works with the keyboard alone: the first stop skips to the content', async () => {
    const page = await signIn(browser, '陈立')
    await page.keyboard.press('Tab')
    expect(await page.evaluate<string>('document.activeElement.getAttribute("href")')).toBe('#main')
    await page.keyboard.press('Enter')
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('main')
    await page.context().close()
  })

  test('the whole console speaks English as well', async () => {
    const page = await signIn(browser, '王岩')
    await page.goto(`${addresses.console}/?lang=en`)
    expect(await page.locator('h1').innerText()).toBe('Waiting for me')
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.context().close()
  })
})
