import type { Content } from '../document/content.ts'
import { canonical, digestOf } from './bytes.ts'
import { renderItem } from './item.ts'
import { renderHead, renderSealed } from './list-pages.ts'
import type { Row } from './lists.ts'
import { renderRemoved } from './removed.ts'
import type { Allotted, Site } from './types.ts'
import { fileTypeWords } from './words.ts'

const known = new WeakMap<Site, string>()

/**
 * Names everything besides content and allotted values that goes into a page: template, style and settings. It is the
 * digest of pages that have every part that a page can have, so no change of the template can be forgotten.
 */
export function editionOf(site: Site): string {
  const before = known.get(site)
  if (before) return before
  const pages = [
    ...renderItem(site, { allotted, content, contents: { [earlier.revision]: old }, banner: true }),
    ...renderRemoved(site, { allotted, kind: 'taken_down', reason: 'other', at }, [1]),
    ...renderRemoved(site, { allotted, kind: 'withdrawn', reason: 'other', at }, [1]),
    renderHead(site, 'all', { count: 53, sealed: 1, rows }, [], ''),
    renderHead(site, 'column:c', { count: 0, sealed: 0, rows: [] }, [], ''),
    renderSealed(site, 'unit:u', 2, rows, ''),
  ]
  const edition = digestOf(canonical(pages)).slice(0, 16)
  known.set(site, edition)
  return edition
}

const at = '2020-01-02T03:04:05.678Z'
const earlier = { version: 1, at: '2020-01-01T00:00:00.000Z', revision: '1' }
const allotted: Allotted = {
  v: 1, item: 'i', unit: 'u', indexNumber: 'n', version: 2, firstAt: earlier.at, at, revision: '2', positions: {}, template: '',
  earlier: [earlier],
}
const content: Content = {
  title: 't', changeNote: 'n',
  body: { blocks: [
    ...([1, 2, 3, 4] as const).map((level) => ({ type: 'heading' as const, level, text: 'h' })),
    { type: 'paragraph', text: 'p\nq' }, { type: 'list', items: ['l'] },
    { type: 'table', caption: 'c', rows: [
      [{ text: 'a', header: 'column' }, { text: 'b', header: 'column', colspan: 2 }],
      [{ text: 'r', header: 'row', rowspan: 2 }, { text: '1' }, { text: 'x' }], [{ text: '' }],
    ] },
    { type: 'table', rows: [[{ text: 'x' }]] },
  ] },
  fields: {
    column: 'c', openness: 'proactive', documentNumber: 'd', formedOn: 'f', source: 's', summary: 'u', keywords: ['k', 'l'], ground: 'g',
    validFrom: '1', validUntil: '2', contact: 'o',
  },
  attachments: ['m', ...Object.keys(fileTypeWords)].map((mediaType) => ({ name: 'a', mediaType, size: 2048, sha256: 'x' })),
}
const old: Content = {
  ...content, title: 'o', fields: { ...content.fields, column: 'e', documentNumber: 'e' },
  body: { blocks: [{ type: 'paragraph', text: 'p\nr' },
    ...Array.from({ length: 30 }, (_, number) => ({ type: 'paragraph' as const, text: `${number}` }))] },
}
const rows: readonly Row[] = [
  { id: '1', number: 'n', at, state: 'shown', title: 't', changed: at },
  { id: '2', number: 'n', at, state: 'removed' }, { id: '4', number: 'n', at, state: 'withdrawn' }, { id: '3', number: 'n', at, state: 'moved' },
]
