import { Secret, TOTP } from 'otpauth'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Mailbox } from '../../cdk/demo/by-email/mailbox.ts'
import { addresses, openBrowser, overflow, PHONE, seriousProblems, signIn, watch } from './browser.ts'
import { draft, giveReasons } from './way.ts'

let browser: Browser
const mailbox = new Mailbox(addresses.mail)

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
})

const text = `为保障冬季行车安全，现将有关事项提示如下。

一、注意事项

雪天减速慢行，保持车距。

二、情况通报

当事人王建国，家庭电话0912-3456789。`

const phone: BrowserContextOptions = { viewport: PHONE, hasTouch: true, isMobile: true, locale: 'zh-CN' }

async function expectFit(page: Page, wrong: readonly string[], withScript: boolean): Promise<void> {
  if (withScript) expect(await seriousProblems(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  expect(wrong).toEqual([])
  expect(await page.locator('h1').count()).toBe(1)
}

/** A phone on which nobody is signed in. */
async function openPhone(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ ...phone, ...options })
  context.setDefaultTimeout(15_000)
  return context.newPage()
}

/** Puts an authenticator into use on the phone, and gives what shows its codes. */
async function enrol(name: string, options: BrowserContextOptions, fit: (page: Page, wrong: readonly string[]) => Promise<void>): Promise<() => string> {
  const page = await signIn(browser, name, { ...phone, ...options })
  const wrong = watch(page)
  // Whoever has one already is asked anew who they are before another takes its place.
  await page.goto(`${addresses.console}/auth/start?fresh=yes&returnTo=${encodeURIComponent('/me/totp?anew=yes')}`)
  await page.getByRole('button', { name }).first().click()
  await page.waitForURL(`${addresses.console}/me/totp?anew=yes`)
  await fit(page, wrong)
  const secret = await page.locator('[data-secret]').getAttribute('data-secret') ?? ''
  let step = Math.floor(Date.now() / 30_000) - 1
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  const next = (): string => {
    const shown = totp.generate({ timestamp: step * 30_000 })
    step += 1
    return shown
  }
  await page.fill('[name=code]', next())
  await page.locator('form[data-command=codes] button').click()
  await fit(page, wrong)
  expect(await page.locator('[data-codes=on]').count()).toBe(1)
  await page.goto(`${addresses.console}/me/phones`)
  await fit(page, wrong)
  return next
}

describe.each<[string, BrowserContextOptions]>([
  ['with script', {}],
  ['without script', { javaScriptEnabled: false }],
])('on a phone, %s,', (_, options) => {
  const withScript = options.javaScriptEnabled !== false
  const fit = (page: Page, wrong: readonly string[]): Promise<void> => expectFit(page, wrong, withScript)
  let id = ''

  test('a mail leads to the item by a code, and the decision is made after checking it', async () => {
    const editor = await signIn(browser, '林晓', options)
    id = await draft(editor, { title: `冬季行车安全提示 ${withScript ? '一' : '二'}`, text })
    await editor.locator('form[data-command=save] button[value=submit]').click()
    await editor.locator('form[data-command=submit] .buttons button').click()
    const code = await enrol('陈立', options, fit)
    const { link } = await mailbox.asks('first1', `/items/${id}`)

    const page = await openPhone(options)
    const wrong = watch(page)
    await page.goto(link)
    await fit(page, wrong)
    expect(await page.locator('[data-link=reading] article.document').innerText()).toContain('雪天减速慢行')
    expect(await page.content()).not.toContain('王建国')
    await page.locator('a[href="#way"]').click()
    await page.fill('[name=code]', '12345')
    await page.locator('form[data-command=open] button').click()
    await fit(page, wrong)
    expect(await page.locator('.problems li').count()).toBe(1)
    await page.fill('[name=code]', code())
    await page.locator('form[data-command=open] button').click()
    await fit(page, wrong)
    expect(await page.locator('article.document').innerText()).toContain('雪天减速慢行')
    await page.locator('form[data-command=pass] textarea[name=opinion]').fill('与底稿一致。')
    await page.locator('form[data-command=pass] .buttons button').click()
    await fit(page, wrong)
    expect(await page.locator('main').innerText()).toContain('与底稿一致。')
    await page.locator('form[data-confirms] button').click()
    await fit(page, wrong)
    expect(await page.locator('[data-done=pass]').count()).toBe(1)
    // The same address again, in the browser that it was decided in and in another.
    await page.goto(link)
    await fit(page, wrong)
    expect(await page.locator('[data-done=pass]').count()).toBe(1)
    const other = await openPhone(options)
    const otherWrong = watch(other)
    await other.goto(link)
    await fit(other, otherWrong)
    expect(await other.locator('[data-link=used]').count()).toBe(1)
    await other.goto(`${addresses.console}/d/${'A'.repeat(43)}`)
    await fit(other, otherWrong)
  })

  test('the screening review takes a reason for each finding behind the link as at the desk', async () => {
    const code = await enrol('王岩', options, fit)
    const { link } = await mailbox.asks('screening1', `/items/${id}`)
    const page = await openPhone(options)
    const wrong = watch(page)
    await page.goto(link)
    await page.fill('[name=code]', code())
    await page.locator('form[data-command=open] button').click()
    await fit(page, wrong)
    await page.locator('form[data-command=pass] .buttons button').click()
    expect(await page.locator('.problems li').count()).toBeGreaterThan(0)
    await fit(page, wrong)
    await giveReasons(page, '本人书面同意公开')
    await page.locator('form[data-command=pass] .buttons button').click()
    await fit(page, wrong)
    await page.locator('form[data-confirms] button').click()
    expect(await page.locator('[data-done=pass]').count()).toBe(1)
  })

  test('the approval is asked to sign in, comes back to the item and is made there', async () => {
    const { link } = await mailbox.asks('approver1', `/items/${id}`)
    const page = await openPhone(options)
    const wrong = watch(page)
    await page.goto(link)
    await fit(page, wrong)
    expect(await page.locator('form[data-command=open]').count()).toBe(0)
    await page.locator('a.main').click()
    await page.getByRole('button', { name: '刘正' }).first().click()
    await page.waitForURL(link)
    await fit(page, wrong)
    await page.locator('form[data-command=approve] .buttons button').click()
    await page.locator('form[data-confirms] button').click()
    await fit(page, wrong)
    expect(await page.locator('[data-done=approve]').count()).toBe(1)
  })

  test('somebody else who holds the link is told whom it asks', async () => {
    const editor = await signIn(browser, '林晓', options)
    id = await draft(editor, { title: `冬季行车安全提示 ${withScript ? '三' : '四'}`, text })
    await editor.locator('form[data-command=save] button[value=submit]').click()
    await editor.locator('form[data-command=submit] .buttons button').click()
    const { link } = await mailbox.asks('first1', `/items/${id}`)
    const page = await signIn(browser, '何静', { ...phone, ...options })
    const wrong = watch(page)
    await page.goto(link)
    await fit(page, wrong)
    expect(await page.locator('main').innerText()).toContain('这封邮件是发给陈立的，您登录的身份是何静')
    expect(await page.locator('article.document').count()).toBe(0)
  })
})
