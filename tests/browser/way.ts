import type { Page } from 'playwright-core'
import { addresses } from './browser.ts'

/** What an editor types into a new item. */
export interface Draft {
  readonly title: string
  readonly text: string
  readonly more?: Readonly<Record<string, string>>
}

const itemIn = /\/items\/([0-9A-HJKMNP-TV-Z]{26})/u

/** Writes a new item as its editor would. @returns the item's id */
export async function draft(page: Page, { title, text, more = {} }: Draft): Promise<string> {
  await page.goto(`${addresses.console}/items/new`)
  await page.fill('[name=title]', title)
  await page.fill('[name=text]', text)
  await page.selectOption('[name=column]', { index: 1 })
  await page.selectOption('[name=ground]', { index: 1 })
  // Without script the browser opens it by itself.
  if (Object.keys(more).length > 0) await page.locator('summary').first().click()
  for (const [name, value] of Object.entries(more)) await page.fill(`[name=${name}]`, value)
  await page.locator('form[data-command=create] button[value=create]').click()
  const id = itemIn.exec(page.url())?.[1]
  if (id === undefined) throw new Error(`No draft was made: ${await page.locator('main').innerText()}`)
  return id
}

/** Presses what carries out a command of the page that is open, and what confirms it where that is asked. */
export async function carryOut(page: Page, command: string): Promise<void> {
  await page.locator(`form[data-command=${command}] .buttons button`).first().click()
  const check = page.locator(`form[data-command=${command}][data-confirms] button`)
  if (await check.count() > 0) await check.click()
}

/** Gives a reason for every finding that asks for one. */
export async function giveReasons(page: Page, reason: string): Promise<void> {
  for (const field of await page.locator('form[data-command=pass] .finding input').all()) await field.fill(reason)
}

/** Opens an item's decision page. */
export async function decide(page: Page, id: string): Promise<void> {
  await page.goto(`${addresses.console}/items/${id}/decide`)
}

/** Waits until the portal answers an item's page. @returns its address */
export async function published(page: Page, id: string): Promise<string> {
  const address = `${addresses.portal}/items/${id}.html`
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if ((await page.request.get(address)).ok()) return address
    await page.waitForTimeout(50)
  }
  throw new Error(`${address} does not answer`)
}
