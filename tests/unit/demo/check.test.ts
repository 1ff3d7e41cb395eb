import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Browser } from '../../../cdk/demo/browser.ts'
import { checkPublic } from '../../../cdk/demo/check.ts'
import { contentOf } from '../../../cdk/local/samples/desk.ts'
import { settings } from '../../../cdk/settings.ts'
import { canonical, renderItem } from '../../../shared/portal/index.ts'
import type { Allotted } from '../../../shared/portal/index.ts'

const content = contentOf('annual-report-2025')
const digest = createHash('sha256').update(canonical(content)).digest('hex')
const item = '01JAAAAAAAAAAAAAAAAAAAAAAA'
const allotted: Allotted = {
  v: 1, item, unit: 'dadui', indexNumber: 'LJ1101/2026-00001', version: 1, revision: digest, template: 't', earlier: [],
  firstAt: '2026-11-24T00:00:00.000Z', at: '2026-11-24T00:00:00.000Z', positions: { all: 1 },
}
const files = new Map(renderItem({ body: settings.body, origin: 'https://x.example', reports: 'https://y.example/report' }, { allotted, content, contents: {} })
  .map(({ path, text }) => [`/${path}`, text]))
const served = new Map(files)
const server = createServer((request, response) => {
  const text = served.get(request.url ?? '')
  response.writeHead(text === undefined ? 404 : 200).end(text)
})
let origin = ''

beforeAll(async () => {
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
  const address = server.address()
  if (typeof address === 'object' && address) origin = `http://127.0.0.1:${address.port}`
})

afterAll(() => server.close())

/** Checks the page as if one file were another. */
async function checkWith(change: { readonly path?: string, readonly from?: string, readonly to?: string } = {}) {
  served.clear()
  for (const [path, text] of files) {
    served.set(path, path === change.path ? text.replace(change.from ?? '', change.to ?? '') : text)
  }
  const page = await new Browser().get(`${origin}/items/${item}.html`)
  return checkPublic(page, { title: content.title, digest })
}

const page = `/items/${item}.html`
const revision = `/items/${item}.json`
const values = `/items/${item}.allotted.json`

describe('what the demo checks of a public page', () => {
  test('accepts what publication renders, every text of it', async () => {
    const { texts, indexNumber } = await checkWith()
    expect(texts).toBeGreaterThan(200)
    expect(indexNumber).toBe('LJ1101/2026-00001')
  })

  test.each([
    ['another title', { path: page, from: `<h1>${content.title}`, to: '<h1>别的' }, 'The page is headed'],
    ['a changed figure', { path: page, from: '40317', to: '40318' }, 'The page does not show, in its place: “40317”'],
    ['a revision with one byte more', { path: revision, from: '}', to: ' }' }, 'The published revision has SHA-256'],
    ['allotted values of another revision', { path: values, from: digest, to: '0'.repeat(64) }, 'The allotted values name the revision 000'],
    ['allotted values of another item', { path: values, from: item, to: 'X' }, 'The allotted values name the item X'],
    ['another index number', { path: values, from: '00001', to: '00002' }, 'does not show the index number LJ1101/2026-00002'],
    ['no link to the revision', { path: page, from: `${item}.json"`, to: '"' }, 'The page has no link to its .json'],
  ])('refuses %s', async (_, change, message) => {
    await expect(checkWith(change)).rejects.toThrow(message)
  })
})
