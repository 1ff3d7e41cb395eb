import type { Page } from 'playwright-core'

/** A page that a crawl has come to. */
export interface Reached {
  readonly path: string
  readonly status: number
}

/**
 * Follows the links of a site from page to page, breadth first, without ever posting anything.
 *
 * @param seeds addresses to begin with
 * @param perKind pages of one kind (the same path but for ids) at most
 * @param visit what to do on each page
 */
export async function crawl(
  page: Page, seeds: readonly string[], perKind: number, visit: (reached: Reached) => Promise<void>,
): Promise<Reached[]> {
  const { origin } = new URL(seeds[0] ?? '')
  const waiting = [...seeds]
  const known = new Set(waiting)
  const kinds = new Map<string, number>()
  const reached: Reached[] = []
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const response = await page.goto(next).catch((error: unknown) => {
      // A file to keep is no page to read.
      if (error instanceof Error && error.message.includes('Download is starting')) return null
      throw error
    })
    if (!(response?.headers()['content-type'] ?? '').startsWith('text/html')) continue
    const { pathname, search } = new URL(next)
    const here = { path: pathname + search, status: response?.status() ?? 0 }
    reached.push(here)
    await visit(here)
    const links = await page.locator('a[href]').evaluateAll((all) => all.map((one) => 'href' in one ? String(one.href) : ''))
    for (const link of links.map(withoutFragment)) {
      // Every page has these two; a page in large letters is the same page.
      if (!link.startsWith(`${origin}/`) || known.has(link) || link.includes('size=')) continue
      const kind = kindOf(link)
      const count = kinds.get(kind) ?? 0
      if (count >= perKind) continue
      kinds.set(kind, count + 1)
      known.add(link)
      waiting.push(link)
    }
  }
  return reached
}

function withoutFragment(link: string): string {
  return link.split('#')[0] ?? ''
}

/** The path with its ids taken out, and which variables its query has. */
function kindOf(link: string): string {
  const { pathname, searchParams } = new URL(link)
  const path = pathname.replaceAll(/[0-9A-HJKMNP-TV-Z]{26}/gu, '{id}').replaceAll(/[0-9a-f]{64}/gu, '{digest}')
  return `${path}?${[...searchParams.keys()].join('&')}`
}
