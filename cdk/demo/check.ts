import type { Page } from './browser.ts'
import { Browser } from './browser.ts'
import { Failure } from './failure.ts'

/** What was approved, as far as readers must find it again. */
export interface Approved {
  readonly title: string
  /** SHA-256 of the revision that the approver decided on. */
  readonly digest: string
}

/** What came of the check. */
export interface Checked {
  readonly indexNumber: string
  /** How many texts of the revision were found on the page, in their order. */
  readonly texts: number
}

/**
 * Reads what the public reads, without signing in, and holds it against what was approved: the page shows the
 * revision's texts in their order; the published revision has the approved digest; the allotted values name it and
 * stand on the page.
 *
 * @throws Failure for whatever does not agree
 */
export async function checkPublic(page: Page, { title, digest }: Approved): Promise<Checked> {
  const heading = page.root.querySelector('h1')?.text.trim()
  if (heading !== title) throw new Failure(`The page is headed “${heading}”, approved was “${title}”`)
  const reader = new Browser()
  const [revision, allotted] = await Promise.all([data(reader, page, '.json'), data(reader, page, '.allotted.json')])
  if (revision.sha256 !== digest) throw new Failure(`The published revision has SHA-256 ${revision.sha256}, approved was ${digest}`)
  const given = objectIn(allotted)
  if (given['revision'] !== digest) throw new Failure(`The allotted values name the revision ${String(given['revision'])}`)
  const id = /([^/]+)\.html$/u.exec(page.url.pathname)?.[1]
  if (given['item'] !== id) throw new Failure(`The allotted values name the item ${String(given['item'])}`)
  const shown = dense(page.root.querySelector('main')?.text ?? page.root.text)
  const indexNumber = String(given['indexNumber'])
  if (!shown.includes(dense(indexNumber))) throw new Failure(`The page does not show the index number ${indexNumber}`)
  if (!shown.includes(digest)) throw new Failure('The page does not show the digest of its revision')
  const content = objectIn(revision)
  if (content['title'] !== title) throw new Failure(`The published revision is titled “${String(content['title'])}”`)
  return { indexNumber, texts: inOrder(shown, textsIn(content['body'])) }
}

async function data(reader: Browser, page: Page, ending: string): Promise<Page> {
  const found = page.root.querySelectorAll('a[href]').map((link) => new URL(link.getAttribute('href') ?? '', page.url))
    .find(({ pathname }) => pathname === page.url.pathname.replace(/\.html$/u, ending))
  if (!found) throw new Failure(`The page has no link to its ${ending}`)
  const answer = await reader.get(found)
  if (answer.status !== 200) throw new Failure(`${found.href} answers ${answer.status}`)
  return answer
}

function objectIn(page: Page): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(page.text)
  if (typeof value !== 'object' || value === null) throw new Failure(`${page.url.href} is no object`)
  return { ...value }
}

/** Every text of a document, in reading order. */
function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => textsIn(one))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]: [string, unknown]) =>
    typeof part === 'string' ? (name === 'text' || name === 'caption' ? [part] : [])
      : name === 'items' && Array.isArray(part) ? part.map(String) : textsIn(part))
}

function inOrder(shown: string, texts: readonly string[]): number {
  let from = 0
  for (const text of texts) {
    const at = shown.indexOf(dense(text), from)
    if (at < 0) throw new Failure(`The page does not show, in its place: “${text.slice(0, 40)}”`)
    from = at + dense(text).length
  }
  return texts.length
}

function dense(text: string): string {
  return text.replaceAll(/\s+/gu, '')
}
