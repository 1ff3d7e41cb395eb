import type { Page } from './browser.ts'
import { decisionPage } from './review.ts'
import type { Colleague } from './sign-in.ts'
import { signIn } from './sign-in.ts'

/** Somebody before the page on which they decide. */
export interface Deciding { readonly who: Colleague, readonly page: Page }

/** How the reviewers of the demo come to the item that they decide on. */
export interface Approach {
  /**
   * Brings somebody to the item.
   *
   * @param subject what the person is called at the sign-in provider
   */
  readonly open: (subject: string, item: string) => Promise<Deciding>
  /** Brings somebody to an item that was referred, to enter the ruling; not everybody who may decide is asked again. */
  readonly ruling: (item: string) => Promise<Deciding>
}

/** Each signs in and finds the item where it waits for them. */
export function atTheDesk(console: string): Approach {
  const signedIn = new Map<string, Promise<Colleague>>()
  const open = async (subject: string, item: string): Promise<Deciding> => {
    const coming = signedIn.get(subject) ?? signIn(console, subject)
    signedIn.set(subject, coming)
    const who = await coming
    return { who, page: await decisionPage(who, item) }
  }
  return { open, ruling: (item) => open('screening1', item) }
}
