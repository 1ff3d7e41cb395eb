import { html } from 'hono/html'

/** Text that the template has escaped. */
export type Markup = ReturnType<typeof html>

/** @throws TypeError for markup that has something to wait for; the portal's has not */
export function asText(markup: Markup): string {
  if (markup instanceof Promise) throw new TypeError('markup of the portal is never asynchronous')
  return markup.toString()
}
