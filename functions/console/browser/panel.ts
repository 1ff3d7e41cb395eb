import { readBasis } from '../../../shared/web/basis.ts'
import type { Values } from '../../../shared/web/words/fill.ts'
import type { liveWords } from '../../../shared/web/words/live.ts'
import type { Shown } from './messages.ts'

type Say = (key: keyof typeof liveWords, values?: Values) => string

/** More than these at once help nobody. */
const MOST = 60

/**
 * Fills the place on the page where findings stand. Every text is set as text: nothing of it can become markup.
 * @returns what shows findings there; without any, that the text is too long to look at
 */
export function panel(live: HTMLElement, say: Say, go: (finding: Shown) => void): (findings: readonly Shown[] | undefined) => void {
  const summary = element('p', '', '')
  // A change of this line alone is read out, and not in the middle of a sentence.
  summary.setAttribute('role', 'status')
  const list = element('div', 'list', '')
  live.append(element('h2', '', say('live.title')), element('p', 'quiet small', say('live.note')), summary, list)
  return (findings) => {
    live.hidden = false
    const said = summaryOf(findings, say)
    if (summary.textContent !== said) summary.textContent = said
    const rest = (findings?.length ?? 0) - MOST
    list.replaceChildren(...(findings ?? []).slice(0, MOST).map((finding) => line(finding, say, go)),
      ...(rest > 0 ? [element('p', 'quiet', say('live.more', { count: rest }))] : []))
  }
}

function summaryOf(findings: readonly Shown[] | undefined, say: Say): string {
  if (!findings) return say('live.too_long')
  if (findings.length === 0) return say('live.clean')
  const counts = { block: 0, warn: 0, info: 0 }
  for (const { level } of findings) counts[level]++
  return say('live.counts', counts)
}

function line(finding: Shown, say: Say, go: (finding: Shown) => void): HTMLElement {
  const { level, kind, masked, suggestion, basis } = finding
  const row = element('div', 'finding', '')
  row.dataset['level'] = level
  row.dataset['kind'] = kind
  const place = finding.line === undefined ? say('live.field') : say('live.line', { line: finding.line })
  const button = element('button', 'small', place)
  button.setAttribute('type', 'button')
  button.setAttribute('aria-label', say('live.go', { place, masked }))
  button.addEventListener('click', () => go(finding))
  row.append(button, ' ', element('span', `tag ${level}`, say(`level.${level}`)), ` ${say(`finding.${kind}`)} `, element('b', 'hit', masked))
  if (suggestion !== undefined) row.append(' → ', element('b', '', suggestion))
  const { sources, proofs } = readBasis(basis)
  row.append(' ', element('span', 'quiet small', [...sources, ...proofs.map((proof) => say(proof))].join('；')))
  return row
}

function element(name: string, className: string, text: string): HTMLElement {
  const made = document.createElement(name)
  if (className !== '') made.className = className
  made.textContent = text
  return made
}
