/**
 * Takes the pictures of docs/pictures anew: `node tests/browser/pictures.ts CONSOLE PORTAL`, beside a freshly started
 * system with its sample items. Chinese glyphs need a font such as Debian's fonts-noto-cjk.
 */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { browserAt, DESK, PHONE } from './launch.ts'

const [console_ = 'http://localhost:8080', portal = 'http://localhost:8081'] = process.argv.slice(2)
const folder = join(import.meta.dirname, '..', '..', 'docs', 'pictures')
const browser = await browserAt()

async function as(name: string, viewport = DESK): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'zh-CN', viewport })).newPage()
  await page.goto(`${console_}/`)
  await page.getByRole('button', { name }).first().click()
  await page.waitForURL(`${console_}/**`)
  return page
}

async function take(page: Page, name: string, height?: number): Promise<void> {
  const width = page.viewportSize()?.width ?? DESK.width
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, ...(height && { clip: { x: 0, y: 0, width, height } }) })
}

const reviewer = await as('王岩')
await take(reviewer, 'home', 760)
await reviewer.locator('[data-queue=screening] li', { hasText: '公示' }).locator('a.button').click()
await take(reviewer, 'decision', 1500)
await reviewer.locator('.crumb a').first().click()
await take(reviewer, 'item', 1300)
const id = /[0-9A-HJKMNP-TV-Z]{26}/u.exec(reviewer.url())?.[0] ?? ''

const editor = await as('林晓')
await editor.goto(`${console_}/items/new`)
await take(editor, 'editor', 1300)

const auditor = await as('郑审')
await auditor.goto(`${console_}/audit/items/${id}`)
await take(auditor, 'trail', 1200)

const approver = await as('刘正', PHONE)
await approver.locator('[data-queue=approval] a.button').first().click()
await take(approver, 'phone', 1200)

const reader = await browser.newPage({ viewport: DESK })
await reader.goto(`${portal}/`)
await take(reader, 'portal', 1000)
await reader.getByRole('link', { name: '解读' }).first().click()
await take(reader, 'portal-item', 1300)
await browser.close()
