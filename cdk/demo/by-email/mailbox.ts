import { parse } from 'node-html-parser'
import { demoPeople } from '../../local/people.ts'
import { Failure } from '../failure.ts'

/** A mail as the local mail catcher shows it. */
export interface Mail {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html?: string
}

const patienceMs = 60_000

/** Mails of the demo's people, in the local mail catcher. */
export class Mailbox {
  readonly #address: string
  readonly #read = new Set<string>()

  /** @param address of the mail catcher's pages, without a trailing slash */
  constructor(address: string) {
    this.#address = address
  }

  /**
   * Waits for a mail to somebody that asks them to decide on an item, and takes it.
   *
   * @param subject what the person is called at the sign-in provider
   * @param item address of the item in the console
   * @throws Failure where none comes
   */
  async asks(subject: string, item: string): Promise<{ readonly mail: Mail, readonly link: string }> {
    const to = demoPeople.find((one) => one.subject === subject)?.email ?? subject
    const id = item.slice(item.lastIndexOf('/') + 1)
    const until = Date.now() + patienceMs
    for (;;) {
      const found = (await this.#mails()).find((mail) => !this.#read.has(mail.id) && mail.to.includes(to) && mail.text.includes(id))
      const link = found && linksIn(found).find((one) => new URL(one).pathname.startsWith('/d/'))
      if (found && link !== undefined) {
        this.#read.add(found.id)
        return { mail: found, link }
      }
      if (Date.now() > until) throw new Failure(`No mail asks ${to} to decide on ${id}; ${this.#address}/ shows what was sent`)
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }

  async #mails(): Promise<Mail[]> {
    const response = await fetch(`${this.#address}/mails.json`)
    if (!response.ok) throw new Failure(`${this.#address}/mails.json answers ${response.status}`)
    const mails: Mail[] = JSON.parse(await response.text())
    return mails
  }
}

/** Every address in a mail, of its text and of its HTML. */
export function linksIn({ text, html = '' }: Pick<Mail, 'text' | 'html'>): string[] {
  const inText = text.match(/https?:\/\/[^\s<>"'）)]+/gu) ?? []
  const inHtml = parse(html).querySelectorAll('[href], [src]').flatMap((one) => [one.getAttribute('href'), one.getAttribute('src')])
    .filter((one) => one !== undefined && /^https?:/u.test(one))
  return [...new Set([...inText, ...inHtml.flatMap((one) => one ?? [])])]
}
