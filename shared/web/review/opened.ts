import { createHmac } from 'node:crypto'
import { now } from '../../now.ts'
import type { Instant, Item } from '../../workflow/types.ts'
import { isToken } from '../csrf.ts'
import type { Form } from '../form.ts'
import { typed } from '../form.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { PageRequest } from '../request.ts'

/** Nobody decides on a page that is older. */
const LONGEST_MS = 30 * 86_400_000

/** What the page of a review shows: an item, in one revision, in one stay at a review. */
export type Before = Pick<Item, 'id' | 'revision' | 'enteredAt'>

/**
 * When the page of a review was opened, as its form carries it from page to page: only what we have stamped ourselves, for what
 * the page shows, with a key that no browser has. Nothing where that is absent or altered. It tells how long somebody had the
 * text before them, and decides nothing.
 */
export function openedIn(form: Form, before: Before, key: string | undefined): Instant | undefined {
  const [text = '', stamp = ''] = typed(form, 'seen_opened').split(' ')
  const age = now().getTime() - Date.parse(text)
  const plausible = /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u.test(text) && age >= 0 && age < LONGEST_MS
  return plausible && key !== undefined && isToken(stamp, stampOf(text, before, key)) ? text : undefined
}

/** The hidden field that carries it on; of a page that is opened now where none was before. What was altered stays unknown. */
export function openedField({ form }: Pick<PageRequest, 'form'>, before: Before, key: string | undefined): Html {
  const at = form.texts.has('seen_opened') ? openedIn(form, before, key) : now().toISOString()
  return html`<input type="hidden" name="seen_opened" value="${at === undefined || key === undefined ? '' : `${at} ${stampOf(at, before, key)}`}">`
}

function stampOf(at: Instant, { id, revision, enteredAt }: Before, key: string): string {
  return createHmac('sha256', key).update(JSON.stringify(['opened', at, id, revision, enteredAt])).digest('hex')
}
