import { html } from 'hono/html'

export { html }

/** What a template gives: markup in which every value that came in has been escaped. */
export type Html = ReturnType<typeof html>

/** The text of a page. @throws TypeError where a template waits for something: pages load their data first */
export function render(template: Html): string {
  if (template instanceof Promise) throw new TypeError('A template waits for something')
  return template.toString()
}

/** The templates with a separator between two of them. */
export function join(parts: readonly (Html | string)[], separator: Html | string): (Html | string)[] {
  return parts.flatMap((part, at) => at === 0 ? [part] : [separator, part])
}

/** A text whose line breaks are kept as such. */
export function lines(text: string): (Html | string)[] {
  return join(text.split('\n'), html`<br>`)
}
