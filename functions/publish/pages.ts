import {
  digestOf, firstOpen, headPath, isOpen, pageOf, paths, renderFeed, renderHead, renderRobots, renderSealed,
  renderSitemap, renderSitemapFixed, renderSitemapPart, ROWS, sealedPath, sitemapPartPath, sitemapParts, styleFile,
} from '../../shared/portal/index.ts'
import type { ListName, PortalFile, Row } from '../../shared/portal/index.ts'
import { Overtaken, until } from './attempts.ts'
import type { Portal } from './ports.ts'
import { PortalRegisters } from './registers.ts'

/** One page that belongs to no single item; `write` tells whether it was behind. */
export interface SharedPage { readonly path: string, readonly write: () => Promise<boolean> }

/** The pages that belong to no single item. Each is written as the registers have it at that moment. */
export class SharedPages {
  readonly #portal: Portal
  readonly #registers: PortalRegisters

  constructor(portal: Portal) {
    this.#portal = portal
    this.#registers = new PortalRegisters(portal.record)
  }

  /**
   * Writes every page that names an item at these positions, and no other.
   *
   * @throws PortalBusy
   */
  async around(positions: readonly (readonly [list: ListName, position: number])[]): Promise<void> {
    for (const [list, position] of positions) {
      const { value: head } = await this.#registers.list(list)
      if (!isOpen(head, position)) await this.#sealed(list, pageOf(position))
      if (list !== 'all') await this.head(list)
    }
    for (const [list, position] of positions) {
      if (list === 'all') await this.#sitemapPart(pageOf(position))
    }
    await this.#sitemap()
    await this.#feed()
    await this.head('all')
  }

  /** Writes the pages that are always there, as far as they are behind. @returns how many were */
  async fixed(): Promise<number> {
    const { value: all } = await this.#registers.list('all')
    let behind = 0
    for (const { write } of this.#always(sitemapParts(all), sitemapParts(all))) if (await write()) behind += 1
    return behind
  }

  /** Every page that belongs to no single item: what others lead to comes first. Nothing is read before it is asked for. */
  async* every(): AsyncGenerator<SharedPage> {
    for (const list of this.#lists()) {
      const { value: head } = await this.#registers.list(list)
      for (let page = 1; page <= head.sealed; page += 1) {
        yield { path: sealedPath(list, page), write: () => this.#sealed(list, page) }
      }
    }
    const { value: all } = await this.#registers.list('all')
    yield* this.#always(1, sitemapParts(all))
  }

  #lists(): readonly ListName[] {
    const { body } = this.#portal.site
    return [
      ...body.columns.map(({ id }): ListName => `column:${id}`), ...body.units.map(({ id }): ListName => `unit:${id}`), 'all',
    ]
  }

  /** @param first the parts of the sitemap from this one on, up to `last` */
  #always(first: number, last: number): readonly SharedPage[] {
    const { site } = this.#portal
    const parts = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at).filter((part) => part > 0)
    return [
      { path: styleFile.path, write: () => this.#write(styleFile.path, async () => styleFile) },
      ...this.#lists().filter((list) => list !== 'all').map((list) => ({ path: headPath(list), write: () => this.head(list) })),
      { path: sitemapPartPath(0), write: () => this.#write(sitemapPartPath(0), async () => renderSitemapFixed(site)) },
      ...parts.map((part) => ({ path: sitemapPartPath(part), write: () => this.#sitemapPart(part) })),
      { path: paths.sitemap, write: () => this.#sitemap() },
      { path: paths.feed, write: () => this.#feed() },
      { path: headPath('all'), write: () => this.head('all') },
      { path: paths.robots, write: () => this.#write(paths.robots, async () => renderRobots(site)) },
    ]
  }

  /** The page of a listing's newest rows, after the full page that it leads to. @returns whether it was behind */
  async head(list: ListName): Promise<boolean> {
    return this.#write(headPath(list), async () => {
      const { value: head, version } = await this.#registers.list(list)
      await this.#present(list, head.sealed)
      const last = await this.#registers.page(list, head.sealed)
      return renderHead(this.#portal.site, list, head, last.value.rows, `${version}.${last.version}`)
    })
  }

  async #sealed(list: ListName, page: number): Promise<boolean> {
    return this.#write(sealedPath(list, page), async () => {
      const { value, version } = await this.#registers.page(list, page)
      return renderSealed(this.#portal.site, list, page, value.rows, `${version}`)
    })
  }

  // Whoever sealed a page may have died before writing it; no page may lead to one that is not there.
  async #present(list: ListName, page: number): Promise<void> {
    let first = page
    while (first > 0 && !await this.#portal.store.head(sealedPath(list, first))) first -= 1
    for (let absent = first + 1; absent <= page; absent += 1) await this.#sealed(list, absent)
  }

  async #sitemapPart(part: number): Promise<boolean> {
    return this.#write(sitemapPartPath(part), async () => {
      const { rows, stamp } = await this.#rowsOf(part)
      return renderSitemapPart(this.#portal.site, part, rows, stamp)
    })
  }

  async #rowsOf(part: number): Promise<{ readonly rows: readonly Row[], readonly stamp: string }> {
    const head = await this.#registers.list('all')
    if (part <= head.value.sealed) {
      const page = await this.#registers.page('all', part)
      return { rows: page.value.rows, stamp: `page ${page.version}` }
    }
    const first = (part - 1) * ROWS + 1 - firstOpen(head.value)
    return { rows: head.value.rows.slice(first, first + ROWS), stamp: `head ${head.version}` }
  }

  async #sitemap(): Promise<boolean> {
    return this.#write(paths.sitemap, async () =>
      renderSitemap(this.#portal.site, sitemapParts((await this.#registers.list('all')).value)))
  }

  async #feed(): Promise<boolean> {
    return this.#write(paths.feed, async () => {
      const { value, version } = await this.#registers.feed()
      return renderFeed(this.#portal.site, value.entries, `${version}`)
    })
  }

  // What lies there is looked at before the registers are read: whoever wrote it meanwhile had newer ones, and as no two
  // states of the registers give the same bytes, what lies there is then another object.
  async #write(path: string, render: () => Promise<PortalFile>): Promise<boolean> {
    return until(path, async () => {
      const lying = await this.#portal.store.head(path)
      const file = await render()
      if (lying?.sha256 === digestOf(file.text)) return false
      if (!await this.#portal.store.put(file, lying)) throw new Overtaken()
      return true
    })
  }
}
