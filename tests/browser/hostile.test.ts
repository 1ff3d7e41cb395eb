import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addresses, openBrowser, signIn, watch } from './browser.ts'
import { crawl } from './crawl.ts'
import { carryOut, decide, draft, giveReasons, published } from './way.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
})

/** Text that would become markup wherever it is not escaped; numbered, so that each field's is known again. */
const hostile = (field: string): string =>
  `${field}<script>alert(1)</script><img src=x onerror=alert(2)>"'&lt;</textarea></title><svg onload=alert(3)>\${7*7}{{7*7}}`

/** What a page has a script for, and each at most once: a file of ours, with nothing inside. */
const scriptsFor = [
  ['editor', 'form[data-command=create] textarea.text, form[data-command=save] textarea.text'],
  ['copy', 'textarea[data-copy]'],
] as const
const ownScript = /^<script src="\/assets\/([a-z]+)-[0-9a-f]{12}\.js" defer=""><\/script>$/u

/** The one drawing of ours: what an app for codes is to read, on the page of one's codes. */
const drawing = 'svg.qr[role=img]'

/** No element of a page comes from what somebody typed. */
async function expectHarmless(page: Page, wrong: readonly string[]): Promise<void> {
  const scripts = await page.locator('script').evaluateAll((all) => all.map((one) => one.outerHTML))
  const own: string[] = []
  for (const [name, where] of scriptsFor) if (await page.locator(where).count() > 0) own.push(name)
  expect(scripts.map((one) => ownScript.exec(one)?.[1] ?? one)).toEqual(own)
  expect(await page.locator(`svg:not(${drawing}), img, [onerror], [onload], textarea textarea`).count()).toBe(0)
  expect(await page.locator(drawing).count()).toBe(await page.locator('form[data-command=codes]').count())
  expect(wrong).toEqual([])
}

const text = `${hostile('段落')}

一、${hostile('标题')}

1. ${hostile('条目')}
2. ${hostile('条目')}

${hostile('列')}\t${hostile('列')}
${hostile('格')}\t${hostile('格')}`

describe('text that would be markup stays text', () => {
  let id = ''
  const title = hostile('题名').slice(0, 190)

  test('in the editor, its errors and its preview', async () => {
    const page = await signIn(browser, '林晓')
    const wrong = watch(page)
    await page.goto(`${addresses.console}/items/new`)
    await page.fill('[name=title]', title)
    await page.fill('[name=text]', text)
    for (const action of ['import', 'preview', 'screen', 'create']) {
      await page.locator(`button[value=${action}]`).first().click()
      await expectHarmless(page, wrong)
    }
    id = await draft(page, {
      title, text, more: {
        source: hostile('来源').slice(0, 90), documentNumber: hostile('文号').slice(0, 60), summary: hostile('概述').slice(0, 100), keywords: hostile('词').slice(0, 20),
      },
    })
    await expectHarmless(page, wrong)
    await page.locator('form[data-command=save] button[value=submit]').click()
    await page.fill('[name=note]', hostile('说明'))
    await carryOut(page, 'submit')
    await expectHarmless(page, wrong)
    await page.context().close()
  })

  test.each([['陈立', 'pass'], ['王岩', 'pass'], ['刘正', 'approve']])('in what %s writes: %s', async (name, command) => {
    const page = await signIn(browser, name)
    const wrong = watch(page)
    await decide(page, id)
    await expectHarmless(page, wrong)
    await giveReasons(page, hostile('理由'))
    await page.locator(`form[data-command=${command}] [name=opinion]`).fill(hostile('意见'))
    await carryOut(page, command)
    await expectHarmless(page, wrong)
    await page.context().close()
  })

  test.each([['林晓', '/items/ID'], ['刘正', '/items/ID'], ['郑审', '/audit/items/ID'], ['林晓', '/published']])('on every page about it that %s can reach from %s', async (name, start) => {
    const page = await signIn(browser, name)
    const wrong = watch(page)
    const reached = await crawl(page, [addresses.console + start.replace('ID', id)], 2, () => expectHarmless(page, wrong))
    expect(reached.length).toBeGreaterThan(1)
    await page.context().close()
  })

  test('in addresses: a query or path is shown, if at all, as text', async () => {
    const page = await signIn(browser, '郑审')
    const wrong = watch(page)
    for (const path of ['/audit?item=', '/audit?month=', '/audit?person=', '/nowhere/', '/items/', '/?lang=']) {
      await page.goto(addresses.console + path + encodeURIComponent(hostile('q')))
      await expectHarmless(page, wrong)
    }
    await page.context().close()
  })

  test('on the portal, whose feed and site map stay well-formed', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const wrong = watch(page)
    await page.goto(await published(page, id))
    expect(await page.locator('h1').innerText()).toBe(title)
    await crawl(page, [page.url(), `${addresses.portal}/`], 5, () => expectHarmless(page, wrong))
    for (const name of ['feed.xml', 'sitemap.xml']) {
      const xml = await (await page.request.get(`${addresses.portal}/${name}`)).text()
      expect(xml).toMatch(/^<\?xml/u)
      const broken = await page.evaluate<number>(
        `new DOMParser().parseFromString(${JSON.stringify(xml)}, 'application/xml').getElementsByTagName('parsererror').length`)
      expect(broken).toBe(0)
    }
    await context.close()
  })
})
