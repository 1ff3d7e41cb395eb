import { NodeType } from 'node-html-parser'
import type { HTMLElement, Node } from 'node-html-parser'

type Control = { readonly name: string, values: string[], readonly fixed?: readonly string[] }

/** A form as a person fills it: only fields that the page has, only choices that it offers. */
export class Form {
  readonly action: URL
  readonly method: 'GET' | 'POST'
  /** Whether it is sent as multipart/form-data, as forms that take files are. */
  readonly multipart: boolean
  /** `data-command` of the form: what it is for. */
  readonly command: string | undefined
  readonly #controls = new Map<string, Control>()
  readonly #buttons: readonly { readonly name: string, readonly value: string }[]

  /** @param page address of the page that the form stands in */
  constructor(element: HTMLElement, page: URL) {
    this.action = new URL(element.getAttribute('action') ?? page.href, page)
    this.method = (element.getAttribute('method') ?? 'get').toLowerCase() === 'post' ? 'POST' : 'GET'
    this.multipart = element.getAttribute('enctype')?.toLowerCase() === 'multipart/form-data'
    this.command = element.getAttribute('data-command')
    for (const control of element.querySelectorAll('input, textarea, select')) this.#read(control)
    this.#buttons = element.querySelectorAll('button, input[type=submit]').filter((one) => !one.hasAttribute('disabled'))
      .map((one) => ({ name: one.getAttribute('name') ?? '', value: one.getAttribute('value') ?? '' }))
  }

  /** Names of the fields, in the order of the page. */
  get names(): string[] {
    return [...this.#controls.keys()]
  }

  has(name: string): boolean {
    return this.#controls.has(name)
  }

  /** What stands in a field; empty where nothing does. */
  value(name: string): string {
    return this.#control(name).values[0] ?? ''
  }

  /** What a choice offers; `undefined` where a person may write what they like. */
  offers(name: string): readonly string[] | undefined {
    return this.#control(name).fixed
  }

  /** @throws Error where the page has no such field, or does not offer this choice */
  set(name: string, value: string): this {
    const control = this.#control(name)
    if (control.fixed && !control.fixed.includes(value)) {
      throw new Error(`The page offers no ${value} for ${name}, only ${control.fixed.join(', ')}`)
    }
    control.values = [value]
    return this
  }

  /**
   * What a browser would send: line breaks as CRLF, boxes that are not ticked left out.
   *
   * @param button value of the button to press, where the form has named buttons
   */
  data(button?: string): URLSearchParams {
    const sent = new URLSearchParams()
    for (const { name, values } of this.#controls.values()) {
      for (const value of values) sent.append(name, value.replaceAll(/\r\n|\r|\n/gu, '\r\n'))
    }
    const named = this.#buttons.filter(({ name }) => name !== '')
    const pressed = button === undefined ? (this.#buttons[0]?.name ? named[0] : undefined) : named.find(({ value }) => value === button)
    if (button !== undefined && !pressed) throw new Error(`The form ${this.command ?? ''} has no button ${button}`)
    if (pressed) sent.append(pressed.name, pressed.value)
    return sent
  }

  #control(name: string): Control {
    const control = this.#controls.get(name)
    if (!control) throw new Error(`The form ${this.command ?? this.action.pathname} has no field ${name}, only ${this.names.join(', ')}`)
    return control
  }

  #read(element: HTMLElement): void {
    const name = element.getAttribute('name')
    if (!name || element.hasAttribute('disabled')) return
    const type = element.tagName === 'INPUT' ? (element.getAttribute('type') ?? 'text').toLowerCase() : element.tagName.toLowerCase()
    if (type === 'submit' || type === 'button' || type === 'file') return
    const before = this.#controls.get(name)
    const value = element.getAttribute('value')
    if (type === 'radio' || type === 'checkbox') {
      const chosen = element.hasAttribute('checked') ? [value ?? 'on'] : []
      this.#controls.set(name, {
        name, values: [...before?.values ?? [], ...chosen], fixed: [...before?.fixed ?? [], value ?? 'on'],
      })
      return
    }
    const read = type === 'select' ? choice(element) : { values: [type === 'textarea' ? areaText(element) : value ?? ''] }
    this.#controls.set(name, { name, ...read, values: [...before?.values ?? [], ...read.values] })
  }
}

function choice(select: HTMLElement): { values: string[], fixed: string[] } {
  const options = select.querySelectorAll('option').map((one) => ({
    value: one.getAttribute('value') ?? one.text.trim(), selected: one.hasAttribute('selected'),
  }))
  const chosen = options.find(({ selected }) => selected) ?? options[0]
  return { values: chosen ? [chosen.value] : [], fixed: options.map(({ value }) => value) }
}

// The first line break after the tag belongs to the markup, not to the text.
function areaText(element: HTMLElement): string {
  return textIn(element).replace(/^\r?\n/u, '')
}

function textIn(node: Node): string {
  return node.nodeType === NodeType.TEXT_NODE ? node.text : node.childNodes.map(textIn).join('')
}
