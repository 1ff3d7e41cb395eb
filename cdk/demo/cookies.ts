interface Cookie { readonly host: string, readonly path: string, readonly name: string, readonly value: string }

/** The cookies of one browser, by the rules that matter on one machine: host, path, end of life; ports make no difference. */
export class Cookies {
  #kept: Cookie[] = []

  /** Takes the `Set-Cookie` lines of an answer. */
  keep(url: URL, lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';')
      const [name, value] = cut(pair)
      const told = new Map(attributes.map((one) => cut(one)).map(([key, text]) => [key.toLowerCase(), text]))
      const path = told.get('path')?.startsWith('/') ? told.get('path') ?? '/' : '/'
      this.#kept = this.#kept.filter((one) => one.host !== url.hostname || one.path !== path || one.name !== name)
      if (!isOver(told)) this.#kept.push({ host: url.hostname, path, name, value })
    }
  }

  /** The `Cookie` header for an address; empty where nothing is kept for it. */
  header(url: URL): string {
    return this.#kept.filter(({ host, path }) => host === url.hostname && covers(path, url.pathname))
      .toSorted((a, b) => b.path.length - a.path.length)
      .map(({ name, value }) => `${name}=${value}`).join('; ')
  }
}

function isOver(told: ReadonlyMap<string, string>): boolean {
  const age = told.get('max-age')
  if (age !== undefined) return Number(age) <= 0
  const expires = told.get('expires')
  return expires !== undefined && Date.parse(expires) <= Date.now()
}

function covers(path: string, asked: string): boolean {
  return asked === path || asked.startsWith(path.endsWith('/') ? path : `${path}/`)
}

function cut(text: string): [name: string, value: string] {
  const at = text.indexOf('=')
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}
