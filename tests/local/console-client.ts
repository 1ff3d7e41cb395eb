import { parse } from 'node-html-parser'
import type { HTMLElement } from 'node-html-parser'
import { Cookies } from '../../cdk/demo/cookies.ts'
import { Form } from '../../cdk/demo/form.ts'
import type { Local } from '../../cdk/local/start.ts'

/** An answer of the console, with its page read. */
export interface Seen {
  readonly url: URL
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly root: HTMLElement
}

/** A person at a browser, able to send what no form would. */
export class Client {
  readonly cookies = new Cookies()
  readonly #origin: string

  constructor(origin: string) {
    this.#origin = origin
  }

  async get(path: string): Promise<Seen> {
    return this.#go('GET', new URL(path, this.#origin))
  }

  /** Sends fields as a browser would from one of our own pages; `headers` replace what it would say of itself. */
  async post(path: string, fields: URLSearchParams | FormData | Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Seen> {
    const body = fields instanceof FormData || fields instanceof URLSearchParams ? fields : new URLSearchParams(fields)
    return this.#go('POST', new URL(path, this.#origin), body, headers ?? { 'sec-fetch-site': 'same-origin', 'origin': this.#origin })
  }

  /** Fills the form of a command with what is given, and presses its button. */
  async fill(page: Seen, command: string, values: Readonly<Record<string, string>> = {}, button?: string): Promise<Seen> {
    const form = formOf(page, command)
    for (const [name, value] of Object.entries(values)) form.set(name, value)
    return this.post(form.action.href, form.data(button))
  }

  async #go(method: 'GET' | 'POST', url: URL, body?: URLSearchParams | FormData, headers: Readonly<Record<string, string>> = {}): Promise<Seen> {
    let [to, by, sent] = [url, method, body]
    for (let step = 0; step < 12; step += 1) {
      const response = await fetch(to, {
        method: by, redirect: 'manual', headers: { cookie: this.cookies.header(to), ...(sent && headers) }, ...(sent && { body: sent }),
      })
      this.cookies.keep(to, response.headers.getSetCookie())
      const location = response.headers.get('location')
      const text = await response.text()
      if (!location) return { url: to, status: response.status, headers: response.headers, text, root: parse(text) }
      to = new URL(location, to)
      ;[by, sent] = ['GET', undefined]
    }
    throw new Error(`Too many redirects from ${url.href}`)
  }
}

/** Signs in to the demo as one of its people. */
export async function signIn(local: Local, subject: string): Promise<Client> {
  const client = new Client(local.console)
  const offered = await client.get('/')
  const action = offered.root.querySelector('form')?.getAttribute('action') ?? ''
  await client.post(new URL(action, offered.url).href, { person: subject })
  return client
}

/** The form of a command. @throws where the page has none */
export function formOf(page: Seen, command: string): Form {
  const element = page.root.querySelector(`form[data-command=${command}]`)
  if (!element) throw new Error(`${page.url.pathname} (${page.status}) has no form for ${command}: ${page.root.querySelector('main')?.text.slice(0, 300)}`)
  return new Form(element, page.url)
}

/** What stands in a field of the page's form, as it would be sent. */
export function valueIn(page: Seen, command: string, field: string): string {
  return formOf(page, command).value(field)
}

/** Texts of a page's problems, top to bottom. */
export function problemsIn(page: Seen): string[] {
  return page.root.querySelectorAll('.problems a, .problems h2').map(({ text }) => text.trim())
}
