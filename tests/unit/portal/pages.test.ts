import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parse } from 'node-html-parser'
import type { HTMLElement } from 'node-html-parser'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { publishDue } from '../../../functions/publish/publish.ts'
import type { Content } from '../../../shared/document/content.ts'
import { importText } from '../../../shared/document/import-text.ts'
import { canonical, digestOf, editionOf, renderFeed, renderHead, renderItem, renderRemoved, renderSealed, styleFile } from '../../../shared/portal/index.ts'
import type { Allotted, LiveView, PortalFile } from '../../../shared/portal/index.ts'
import { body, contentOf, idOf, site, World } from './world.ts'

const id = idOf(1)
const at = '2026-03-02T01:05:00.000Z'

function viewOf(content: Content, more: Partial<Allotted> = {}): LiveView {
  const allotted: Allotted = {
    v: 1, item: id, unit: 'zonghe', indexNumber: 'LJ1101/2026-00001', version: 1, firstAt: at, at,
    revision: digestOf(canonical(content)), positions: { all: 1 }, template: '1-test', earlier: [], ...more,
  }
  return { allotted, content, contents: {} }
}

function pageOf(files: readonly PortalFile[]): HTMLElement {
  const file = files.find(({ path }) => path === `items/${id}.html`)
  if (!file) throw new Error('no page')
  return parse(file.text, { comment: true })
}

function tagsOf(page: HTMLElement): Record<string, string> {
  return Object.fromEntries(page.querySelectorAll('meta[name]').map((tag) => [tag.getAttribute('name') ?? '', tag.getAttribute('content') ?? '']))
}

const full = contentOf('关于电动自行车登记的通告', {
  fields: {
    column: 'policies', documentNumber: '临公交〔2026〕8号', source: '综合中队', summary: '登记的范围和条件。',
    keywords: ['电动自行车', '登记'], validFrom: '2026-04-01', validUntil: '2031-03-31',
  },
  body: { blocks: [
    { type: 'heading', level: 1, text: '一、范围' }, { type: 'heading', level: 2, text: '（一）种类' },
    { type: 'paragraph', text: '第一行\n第二行' }, { type: 'list', items: ['1、甲', '2、乙'] },
    { type: 'table', caption: '收费标准', rows: [
      [{ text: '项目', header: 'column', rowspan: 2 }, { text: '金额', header: 'column', colspan: 2 }],
      [{ text: '上年', header: 'column' }, { text: '本年', header: 'column' }],
      [{ text: '号牌', header: 'row' }, { text: '100' }, { text: '35.50' }],
    ] },
  ] },
  attachments: [{ name: '申请表.docx', mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', size: 20_480, sha256: 'a'.repeat(64) }],
})

describe('the page of an item', () => {
  const page = pageOf(renderItem(site, viewOf(full)))

  test('carries the page tags of site, column and article', () => {
    expect(tagsOf(page)).toMatchObject({
      SiteName: '临江县公安局交通管理大队政府信息公开', SiteDomain: 'gongkai.linjiang.example', SiteIDCode: '0000000000',
      ColumnName: '政策文件', ColumnType: '政府信息公开', ColumnDescription: '临江县公安局交通管理大队政策文件',
      ColumnKeywords: '政策文件;政府信息公开;临江交警大队', ArticleTitle: '关于电动自行车登记的通告', PubDate: '2026-03-02 09:05',
      ContentSource: '综合中队', Keywords: '电动自行车;登记', Description: '登记的范围和条件。',
      Url: `https://gongkai.linjiang.example/items/${id}.html`,
    })
  })

  test('shows the catalogue as a table whose cells have their headers', () => {
    const rows = page.querySelectorAll('table.catalogue tr').flatMap((row) => {
      const cells = row.querySelectorAll('th,td')
      return cells.flatMap((cell, index) => cell.tagName === 'TH' ? [[cell.text, cells[index + 1]?.text]] : [])
    })
    expect(Object.fromEntries(rows)).toEqual({
      索引号: 'LJ1101/2026-00001', 发文机关: '综合中队', 发文字号: '临公交〔2026〕8号', 公开机构: '综合中队', 成文日期: '2026-03-01',
      发布日期: '2026-03-02', 公开方式: '主动公开', 公开栏目: '政策文件', 有效期: '自 2026-04-01 至 2031-03-31',
      关键词: '电动自行车、登记', 内容概述: '登记的范围和条件。',
    })
    expect(page.querySelectorAll('table.catalogue th').every((cell) => cell.getAttribute('scope') === 'row')).toBe(true)
  })

  test('has the body as headings, paragraphs, lists and real tables', () => {
    const text = page.querySelector('.text')
    expect(text?.querySelectorAll('h2,h3,p,li').map(({ tagName, innerHTML }) => `${tagName} ${innerHTML}`)).toEqual([
      'H2 一、范围', 'H3 （一）种类', 'P 第一行<br>第二行', 'LI 1、甲', 'LI 2、乙',
    ])
    expect(text?.querySelector('caption')?.text).toBe('收费标准')
    expect(text?.querySelectorAll('thead th').map((cell) => [cell.text, cell.getAttribute('scope'), cell.getAttribute('colspan'), cell.getAttribute('rowspan')]))
      .toEqual([['项目', 'col', undefined, '2'], ['金额', 'col', '2', undefined], ['上年', 'col', undefined, undefined], ['本年', 'col', undefined, undefined]])
    expect(text?.querySelectorAll('tbody th,tbody td').map((cell) => [cell.tagName, cell.getAttribute('scope'), cell.text]))
      .toEqual([['TH', 'row', '号牌'], ['TD', undefined, '100'], ['TD', undefined, '35.50']])
  })

  test('lists attachments and offers the text, its data and the way to report an error', () => {
    expect(page.text).toContain('申请表.docx（Word 文档，20.0 KB）')
    const links = page.querySelectorAll('.act a').map((link) => link.getAttribute('href'))
    expect(links).toEqual([
      `../items/${id}.html`, `../items/${id}.json`, `../items/${id}.allotted.json`,
      `https://sanshen.linjiang.example/report/${id}`,
    ])
  })

  test('keeps a head whose cells reach into the body out of thead, so that no cell is cut', () => {
    const reaching = contentOf('表', { body: { blocks: [{ type: 'table', rows: [
      [{ text: '甲', header: 'column', rowspan: 2 }, { text: '乙', header: 'column' }], [{ text: '1' }],
    ] }] } })
    expect(pageOf(renderItem(site, viewOf(reaching))).querySelector('thead')).toBeNull()
  })
})

describe('every page', () => {
  const list = { count: 1, sealed: 0, rows: [{ id, number: 'LJ1101/2026-00001', at, state: 'shown', title: '通告' }] } as const
  const removed = { allotted: viewOf(full).allotted, kind: 'taken_down', reason: 'privacy', at } as const
  const earlier = viewOf(full, { version: 2, earlier: [{ version: 1, at, revision: 'r1' }] })
  const pages = [
    ...renderItem(site, viewOf(full)), ...renderItem(site, { ...earlier, contents: { r1: full }, banner: true }),
    ...renderRemoved(site, removed, [1]), renderHead(site, 'all', list, [], '1.1'), renderHead(site, 'column:notices', list, list.rows, '1.1'),
    renderSealed(site, 'unit:dadui', 3, list.rows, '1'),
  ].filter(({ type }) => type.startsWith('text/html'))

  test.each(pages.map((page) => [page.path, page] as const))('%s is Chinese, has one heading of its own, the contact, and nothing that runs', (path, file) => {
    const page = parse(file.text)
    expect(file.text.startsWith('<!doctype html>\n')).toBe(true)
    expect(page.querySelector('html')?.getAttribute('lang')).toBe('zh-CN')
    expect(page.querySelectorAll('h1')).toHaveLength(1)
    expect(page.querySelectorAll('main')).toHaveLength(1)
    const footer = page.querySelector('footer')?.text ?? ''
    for (const word of [body.name, body.contact.address, body.contact.phone, body.contact.email]) expect(footer).toContain(word)
    expect(tagsOf(page)).toMatchObject({ SiteName: expect.any(String), SiteDomain: expect.any(String), SiteIDCode: body.siteCode })
    expect(page.querySelector('footer a[href^=http]')?.getAttribute('href'), 'a way to report what is wrong').toBe(site.reports)
    expect(page.querySelector('meta[http-equiv]')?.getAttribute('content')).toBe("default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'")
    expect(page.querySelectorAll('script,style,iframe,form,object,base')).toEqual([])
    expect(file.text).not.toMatch(/<[^>]+\s(?:on\w+|style)=/)
    for (const link of page.querySelectorAll('[href],[src]')) {
      const target = link.getAttribute('href') ?? link.getAttribute('src') ?? ''
      // But for the correction form, nothing begins at a root or names a host: the portal may be a folder of somebody else's site.
      if (target.startsWith(`${site.reports}/`) || target === site.reports) continue
      expect(target, path).toMatch(/^(?:mailto:|#|(?:\.\.\/)*[a-z])/)
      expect(target, path).not.toMatch(/^https?:/)
    }
  })
})

test('another address of the correction form is another edition of the template, for it stands on every page', () => {
  expect(editionOf({ ...site, reports: 'https://elsewhere.example/report' })).not.toBe(editionOf(site))
  expect(editionOf({ ...site })).toBe(editionOf(site))
})

describe('hostile words', () => {
  const hostile = [
    `"><script>alert(1)</script>`, `' onmouseover='alert(1)`, '</title></head><body>', '<!--', ']]>', '&lt;b&gt; &amp;', '<img src=x onerror=alert(1)>',
    'javascript:alert(1)', '${alert(1)} {{7*7}}', '\u202e反\u202c', '𠮷😀',
  ].join(' ')

  const content: Content = {
    title: hostile, changeNote: hostile,
    body: { blocks: [
      { type: 'heading', level: 1, text: hostile }, { type: 'heading', level: 4, text: hostile }, { type: 'paragraph', text: hostile },
      { type: 'list', items: [hostile] },
      { type: 'table', caption: hostile, rows: [[{ text: hostile, header: 'column' }], [{ text: hostile, header: 'row' }, { text: hostile }]] },
    ] },
    fields: {
      column: hostile, openness: 'proactive', documentNumber: hostile, formedOn: hostile, source: hostile, summary: hostile,
      keywords: [hostile], ground: hostile, validFrom: hostile, validUntil: hostile,
    },
    attachments: [{ name: hostile, mediaType: hostile, size: 1, sha256: hostile }],
  }

  test('come out on the page as the words that they are, and as nothing else', () => {
    const before: Content = { ...content, body: { blocks: [{ type: 'paragraph', text: `前${hostile}` }] } }
    const files = renderItem(site, {
      ...viewOf(content, { version: 2, unit: hostile, earlier: [{ version: 1, at, revision: 'r1' }] }), contents: { r1: before },
    })
    const page = pageOf(files)
    const plain = renderItem(site, viewOf(contentOf('无害')))
    expect(page.querySelector('h1')?.text).toBe(hostile)
    expect(page.querySelector('title')?.text).toBe(`${hostile} – ${body.name}`)
    expect(tagsOf(page)).toMatchObject({ ArticleTitle: hostile, ContentSource: hostile, Description: hostile })
    expect(page.querySelector('.text')?.querySelectorAll('h2,h5,p,li,caption,th,td').map(({ text }) => text))
      .toEqual(Array.from({ length: 8 }, () => hostile))
    const known = new Set([...pageOf(plain).querySelectorAll('*'), ...page.querySelectorAll('main *')].map(({ tagName }) => tagName))
    expect([...known].filter((tag) => /SCRIPT|IMG|IFRAME|STYLE/.test(tag))).toEqual([])
    for (const file of files.filter(({ type }) => type.startsWith('text/html'))) {
      expect(file.text).not.toContain('<script')
      expect(file.text).not.toContain('<img')
      expect(file.text).not.toContain('<!--')
      expect(parse(file.text).querySelectorAll('[onmouseover],[onerror]')).toEqual([])
    }
  })

  test('come out of the feed as the words that they are', () => {
    const { texts } = xml(renderFeed(site, [{ id, at, firstAt: at, title: `${hostile}\u0007`, column: hostile, summary: hostile }], '1').text)
    expect(texts).toContain(`${hostile}\ufffd`)
    expect(texts).toContain(hostile)
  })
})

/** Reads XML strictly. @throws where it is not well-formed */
function xml(text: string): { readonly texts: string[], readonly names: string[] } {
  const [texts, names]: [string[], string[]] = [[], []]
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => { throw error })
  parser.on('text', (value) => { texts.push(value) })
  parser.on('opentag', ({ name }) => { names.push(name) })
  parser.write(text).close()
  return { texts, names }
}

describe('a whole portal', async () => {
  const world = new World()
  for (let number = 1; number <= 104; number += 1) {
    world.pass(5)
    await world.approved(idOf(number), contentOf(`第 ${number} 号通告`, { fields: { column: number % 3 === 0 ? 'policies' : 'notices' } }))
    await publishDue(world.portal, idOf(number))
  }
  await world.corrected(idOf(2), contentOf('第 2 号通告（更正）', { changeNote: '更正。' }))
  await world.tell(idOf(103), 'jiang', { name: 'take_down', reason: 'privacy', note: '泄露' })
  for (const number of [2, 103]) await publishDue(world.portal, idOf(number))

  test('has no link that leads nowhere, and every item can be reached from home', () => {
    const seen = new Set<string>()
    const queue = ['index.html']
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      if (seen.has(path)) continue
      seen.add(path)
      const file = world.store.files.get(path)
      expect(file, path).toBeDefined()
      if (!path.endsWith('.html')) continue
      for (const link of parse(file?.text ?? '').querySelectorAll('[href]')) {
        const href = link.getAttribute('href') ?? ''
        if (!href.startsWith('mailto:') && !href.startsWith(site.reports)) queue.push(new URL(href, `http://portal/${path}`).pathname.slice(1))
      }
    }
    for (let number = 1; number <= 104; number += 1) expect(seen).toContain(`items/${idOf(number)}.html`)
  })

  test('numbers listings from the oldest; the head shows the open page and the last full one', () => {
    const links = (path: string): (string | undefined)[] => parse(world.store.text(path)).querySelectorAll('.rows a').map((link) => /(\d{4})\.html/.exec(link.getAttribute('href') ?? '')?.[1])
    const down = (from: number, to: number): string[] => Array.from({ length: from - to + 1 }, (_, index) => String(from - index).padStart(4, '0'))
    expect(links('all/1.html')).toEqual(down(50, 1))
    expect(links('all/2.html')).toEqual(down(100, 51))
    expect(links('index.html')).toEqual(down(104, 51))
    expect(world.store.files.has('all/3.html')).toBe(false)
    expect(world.store.text('all/1.html')).toContain('第 2 号通告（更正）')
  })

  test('has a feed and a sitemap that are well-formed and name what can be read', () => {
    const feed = xml(world.store.text('feed.xml'))
    expect(feed.names.filter((name) => name === 'entry')).toHaveLength(19)
    expect(feed.names.filter((name) => name === 'at:deleted-entry')).toHaveLength(1)
    expect(xml(world.store.text('sitemap.xml')).names.filter((name) => name === 'sitemap')).toHaveLength(4)
    const urls = [1, 2, 3].flatMap((part) => xml(world.store.text(`sitemap/${part}.xml`)).texts.filter((text) => text.includes('/items/')))
    expect(urls).toHaveLength(103)
    expect(urls.join(' ')).not.toContain(idOf(103))
  })
})

test('an id may hold anything and stays one part of an address', async () => {
  const world = new World()
  await world.approved(id, contentOf('通告', { fields: { column: '../奇怪 的#栏?目%2F' } }))
  await publishDue(world.portal, id)
  expect([...world.store.files.keys()].every((path) => /^[\w%.-]+(?:\/[\w%.-]+)*$/.test(path) && !path.split('/').includes('..'))).toBe(true)
  for (let number = 2; number <= 53; number += 1) {
    await world.approved(idOf(number), contentOf('通告', { fields: { column: '../奇怪 的#栏?目%2F' } }))
    await publishDue(world.portal, idOf(number))
  }
  const head = [...world.store.files.keys()].find((path) => path.startsWith('columns/') && path.includes('%') && path.split('/').length === 2) ?? ''
  const links = parse(world.store.text(head)).querySelectorAll('.pages a').map((link) => link.getAttribute('href') ?? '')
  expect(links).toHaveLength(1)
  for (const link of links) expect(world.store.files.has(decodeURIComponent(new URL(link, `http://portal/${head}`).pathname.slice(1)))).toBe(true)
})

describe('the weight of a page', () => {
  const samples = join(import.meta.dirname, '../../../cdk/local/samples/texts')
  const shared = join(import.meta.dirname, '../../../../shared')
  const texts = [
    ...readdirSync(samples).map((name) => join(samples, name)),
    ...['seeds', 'items'].flatMap((folder) => existsSync(join(shared, folder))
      ? readdirSync(join(shared, folder)).filter((name) => name.endsWith('.txt')).map((name) => join(shared, folder, name)) : []),
  ]

  test.each(texts)('with its style is at most 30 KB, gzipped: %s', (path) => {
    const { document, title } = importText(readFileSync(path, 'utf8'))
    const [page] = renderItem(site, viewOf(contentOf(title ?? '无题', { body: document })))
    const weight = gzipSync(page?.text ?? '').length + gzipSync(styleFile.text).length
    expect(weight).toBeLessThanOrEqual(30 * 1024)
  })

  test('the style sheet has nothing that an old browser cannot read', () => {
    expect(styleFile.text).not.toMatch(/var\(|:has\(|:is\(|:where\(|@layer|@container|display:grid|&/)
    expect(styleFile.path).toBe(`assets/${digestOf(styleFile.text).slice(0, 16)}.css`)
  })
})
