import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { docx, paragraph, run } from '../unit/extract/build.ts'
import { addresses, openBrowser, overflow, PHONE, seriousProblems, signIn, watch } from './browser.ts'
import { draft } from './way.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
})

const file = { name: '路段表（定稿）.docx', mimeType: 'application/octet-stream', buffer: Buffer.from(docx(paragraph(run('滨河路实行单向通行。')))) }

describe('a file is attached on a phone without script', () => {
  test('from the editor’s button straight into the bucket and back; errors say what to do; everything can be read by everybody', async () => {
    const phone = { viewport: PHONE, hasTouch: true, isMobile: true }
    const page = await signIn(browser, '林晓', { ...phone, javaScriptEnabled: false })
    // What looks at the pages is a script itself.
    const eye = await signIn(browser, '林晓', phone)
    const wrong = watch(page)
    const id = await draft(page, { title: '关于单向通行的公告', text: '现将有关事项公告如下。' })
    const bad: string[] = []
    const fit = async (name: string): Promise<void> => {
      await eye.goto(page.url())
      const problems = [...await seriousProblems(eye), ...await overflow(eye) > 0 ? ['wider than the window'] : [], ...wrong.splice(0)]
      bad.push(...problems.map((problem) => `${name}: ${problem}`))
    }
    await page.goto(`${addresses.console}/items/${id}/edit`)
    await page.getByRole('button', { name: '添加或移除附件' }).click()
    await fit('empty')
    await page.setInputFiles('input[type=file]', file)
    await page.getByRole('button', { name: '上传' }).click()
    // The page that comes back has the address of the one before, so it is known by what it says.
    await page.getByRole('status').filter({ hasText: '已添加附件“路段表（定稿）.docx”' }).waitFor()
    await fit('attached')
    await page.setInputFiles('input[type=file]', { ...file, name: '路段表.pdf' })
    await page.getByRole('button', { name: '上传' }).click()
    expect(await page.getByRole('alert').innerText()).toContain('内容与扩展名不符')
    await fit('refused')
    await page.getByRole('link', { name: '返回附件页' }).click()
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载 路段表（定稿）.docx' }).click()])
    expect(saved.suggestedFilename()).toBe(file.name)
    await page.getByRole('button', { name: '移除 路段表（定稿）.docx' }).click()
    expect(await page.getByRole('status').innerText()).toContain('附件已移除')
    await page.getByRole('link', { name: '返回修改稿件' }).first().click()
    await fit('editor')
    expect(bad).toEqual([])
    await Promise.all([page.context().close(), eye.context().close()])
  })
})
