import { createHash } from 'node:crypto'
import { parse } from 'node-html-parser'
import type { HTMLElement } from 'node-html-parser'
import { Cookies } from './cookies.ts'
import { Form } from './form.ts'

const mostRedirects = 12

/** An answer with a page in it. */
export class Page {
  readonly url: URL
  readonly status: number
  readonly bytes: Uint8Array
  #root: HTMLElement | undefined

  constructor(url: URL, status: number, bytes: Uint8Array) {
    this.url = url
    this.status = status
    this.bytes = bytes
  }

  get text(): string {
    return new TextDecoder().decode(this.bytes)
  }

  get root(): HTMLElement {
    this.#root ??= parse(this.text, { comment: false })
    return this.#root
  }

  /** SHA-256 of the bytes, lower-case hex. */
  get sha256(): string {
    return createHash('sha256').update(this.bytes).digest('hex')
  }

  get forms(): Form[] {
    return this.root.querySelectorAll('form').map((element) => new Form(element, this.url))
  }

  /** The form for a command, where the page has it. */
  form(command: string): Form | undefined {
    return this.forms.find((one) => one.command === command)
  }

  /** What the page says of itself, for messages: heading, what it leads with, alerts. */
  get says(): string {
    const alerts = this.root.querySelectorAll('main .lead, [role=alert]').map((one) => squeeze(one.text))
    return [squeeze(this.root.querySelector('h1')?.text ?? ''), ...alerts].filter(Boolean).join(' · ').slice(0, 500)
  }
}

/** One person's browser: keeps cookies, follows redirects, sends forms as a browser does. No script runs in it. */
export class Browser {
  readonly #cookies = new Cookies()

  async get(url: string | URL): Promise<Page> {
    return this.#go('GET', new URL(url), undefined)
  }

  /** Asks for the head of a page alone. */
  async head(url: string | URL): Promise<Page> {
    return this.#go('HEAD', new URL(url), undefined)
  }

  /** @param button value of the button to press, where the form has named ones */
  async submit(form: Form, button?: string): Promise<Page> {
    const data = form.data(button)
    if (form.method === 'POST') return this.#go('POST', form.action, form.multipart ? inParts(data) : data)
    const url = new URL(form.action)
    url.search = data.toString()
    return this.#go('GET', url, undefined)
  }

  async #go(method: 'GET' | 'HEAD' | 'POST', url: URL, data: URLSearchParams | FormData | undefined): Promise<Page> {
    let [to, by, body] = [url, method, data]
    for (let step = 0; step < mostRedirects; step += 1) {
      const response = await fetch(to, {
        method: by, redirect: 'manual',
        headers: {
          accept: 'text/html,application/json;q=0.9', 'accept-language': 'zh-CN', cookie: this.#cookies.header(to),
          ...(body && { origin: url.origin, 'sec-fetch-site': 'same-origin' }),
        },
        ...(body && { body }),
      })
      this.#cookies.keep(to, response.headers.getSetCookie())
      const location = response.headers.get('location')
      if (response.status < 300 || response.status >= 400 || !location) {
        return new Page(to, response.status, new Uint8Array(await response.arrayBuffer()))
      }
      // What browsers do after 301, 302 and 303; 307 and 308 keep method and body.
      if (response.status < 307) [by, body] = [by === 'HEAD' ? by : 'GET', undefined]
      await response.body?.cancel()
      to = new URL(location, to)
    }
    throw new Error(`More than ${mostRedirects} redirects from ${url.href}`)
  }
}

function inParts(data: URLSearchParams): FormData {
  const parts = new FormData()
  for (const [name, value] of data) parts.append(name, value)
  return parts
}

/** A text with its white space put together. */
export function squeeze(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim()
}
