import { now } from '../../now.ts'
import type { Form } from '../form.ts'
import { typed } from '../form.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { PageRequest } from '../request.ts'
import type { Instant } from '../../workflow/types.ts'

/** Nobody decides on a page that is older. */
const LONGEST_MS = 30 * 86_400_000

/**
 * When the page of a review was opened, as its form carries it from page to page; nothing where the form does not say, or
 * says what cannot be. It tells how long somebody had the text before them, and decides nothing.
 */
export function openedIn(form: Form): Instant | undefined {
  const text = typed(form, 'seen_opened')
  const age = now().getTime() - Date.parse(text)
  return /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u.test(text) && age >= 0 && age < LONGEST_MS ? text : undefined
}

/** The hidden field that carries it on; of a page that is opened now where none was before. */
export function openedField({ form }: Pick<PageRequest, 'form'>): Html {
  return html`<input type="hidden" name="seen_opened" value="${openedIn(form) ?? now().toISOString()}">`
}
