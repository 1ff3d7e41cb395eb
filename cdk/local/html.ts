import type { html } from 'hono/html'

/** The text of a template that waits for nothing. */
export function render(template: ReturnType<typeof html>): string {
  if (template instanceof Promise) throw new TypeError('A template of the local pages waits for something')
  return template.toString()
}
