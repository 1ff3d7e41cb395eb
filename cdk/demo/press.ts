import type { Page } from './browser.ts'
import { Failure } from './failure.ts'
import type { Form } from './form.ts'
import type { Colleague } from './sign-in.ts'

/** More pages than these between a button and its effect would be a page that leads in circles. */
const mostPages = 4

/**
 * The form for a command on a page.
 *
 * @throws Failure with what the page says where it has none
 */
export function formIn(page: Page, command: string): Form {
  const form = page.form(command)
  if (!form) throw new Failure(`${page.url.pathname} (${page.status}) has no form for ${command}: ${page.says}`)
  return form
}

/**
 * Carries out a command as a person does: fills in its form, sends it, reads the page that asks to check, confirms.
 *
 * @param fill fills in the first form
 * @returns the page that says it is done
 * @throws Failure with what the page says where the command is refused
 */
export async function press(who: Colleague, page: Page, command: string, fill: (form: Form) => void = () => {}): Promise<Page> {
  const form = formIn(page, command)
  fill(form)
  let next = await who.browser.submit(form)
  for (let step = 0; step < mostPages; step += 1) {
    if (next.status !== 200) throw new Failure(`${who.name} cannot ${command} (${next.status}): ${next.says}`)
    const again = next.form(command)
    if (!again) return next
    next = await who.browser.submit(again)
  }
  throw new Failure(`${who.name} cannot ${command}: ${next.url.pathname} asks again and again`)
}
