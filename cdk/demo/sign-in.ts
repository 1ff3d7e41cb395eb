import { Browser } from './browser.ts'
import { Failure } from './failure.ts'

/** Somebody at their browser, signed in. */
export interface Colleague {
  readonly name: string
  readonly browser: Browser
}

/**
 * Signs in as one of the demo's people, through the pages that anybody would see.
 *
 * @param subject what the person is called at the sign-in provider
 * @param fresh whether the provider is asked to ask anew who it is, as somebody does who changes how they come in
 * @throws Failure where the provider does not know them or the console does not let them in
 */
export async function signIn(console: string, subject: string, { fresh = false }: { readonly fresh?: boolean } = {}): Promise<Colleague> {
  const browser = new Browser()
  const offered = await browser.get(fresh ? `${console}/auth/start?fresh=yes` : `${console}/`)
  const button = offered.root.querySelectorAll('button[name=person]').find((one) => one.getAttribute('value') === subject)
  const form = offered.forms.find(({ command, method }) => command === undefined && method === 'POST')
  if (!button || !form) throw new Failure(`The sign-in page does not offer ${subject}: ${offered.says}`)
  const home = await browser.submit(form, subject)
  if (home.status !== 200 || home.url.origin !== console) throw new Failure(`${subject} was not let in: ${home.says}`)
  return { name: button.text.split('·')[0]?.trim() ?? subject, browser }
}
