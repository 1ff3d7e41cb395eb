import { html } from 'hono/html'
import type { Content } from '../document/content.ts'
import type { Change, Marked } from './changes.ts'
import { changesBetween, marked } from './changes.ts'
import { lines } from './body.ts'
import type { Markup } from './markup.ts'
import { itemPath, relative, versionPath } from './paths.ts'
import { shanghaiDay } from './time.ts'
import type { Allotted } from './types.ts'
import { words } from './words.ts'

/** So many changes, each cut to so many characters, stand on the page: the old version tells the rest. */
const SHOWN = 20
const SHOWN_CHARACTERS = 300

/**
 * What a correction changed and why, and the versions that can still be read. Of a version that is no longer readable
 * nothing is told.
 */
export function correctionNotice(
  allotted: Allotted, content: Content, contents: Readonly<Record<string, Content>>,
): Markup | '' {
  const last = allotted.earlier.at(-1)
  const before = last?.version === allotted.version - 1 ? contents[last.revision] : undefined
  const note = content.changeNote
  if (!last && !note) return ''
  return html`<section class="side" id="correction"><h2>${words.changeNote}</h2>
<p><time datetime="${allotted.at}">${shanghaiDay(allotted.at)}</time> ${words.version(allotted.version)}</p>
${note ? html`<p>${lines(note)}</p>
` : ''}${before ? changeList(changesBetween(before, content)) : ''}${last ? versionList(allotted) : ''}</section>
`
}

function changeList(changes: readonly Change[]): Markup | '' {
  if (changes.length === 0) return ''
  const more = changes.length - SHOWN
  return html`<div class="scroll" role="region" aria-label="${words.changes}" tabindex="0"><table>
<caption>${words.changes}</caption>
<thead><tr><th scope="col">${words.before}</th><th scope="col">${words.after}</th></tr></thead>
<tbody>
${changes.slice(0, SHOWN).map(renderChange)}</tbody></table></div>
${more > 0 ? html`<p>${words.moreChanges(more)}</p>
` : ''}`
}

function renderChange({ place, before, after }: Change): Markup {
  const label = place ? `${place}：` : ''
  const sides = marked(before ?? '', after ?? '')
  const old = before === undefined ? `（${words.none}）` : shown(sides.before, (text) => html`<del>${lines(text)}</del>`)
  const present = after === undefined ? `（${words.dropped}）` : shown(sides.after, (text) => html`<ins>${lines(text)}</ins>`)
  return html`<tr><td>${label}${old}</td><td>${label}${present}</td></tr>
`
}

function shown({ start, differs, end }: Marked, mark: (text: string) => Markup): Markup {
  return html`${lines(start)}${differs === '' ? '' : mark(cut(differs))}${lines(cut(end))}`
}

function versionList({ item, version, at, earlier }: Allotted): Markup {
  return html`<h2>${words.versions}</h2><ul>
<li>${words.version(version)}，${shanghaiDay(at)}（${words.present}）</li>
${earlier.toReversed().map((old) => html`<li><a href="${relative(itemPath(item), versionPath(item, old.version))}">${words.version(old.version)}</a>，${shanghaiDay(old.at)}</li>
`)}</ul>
`
}

function cut(text: string): string {
  const characters = Array.from(text)
  return characters.length > SHOWN_CHARACTERS ? `${characters.slice(0, SHOWN_CHARACTERS).join('')}…` : text
}
