import type { Browser } from '../browser.ts'
import { Browser as Own } from '../browser.ts'

const TIMES = 3

/**
 * Looks at every address as the mail scanners of big offices and the previews of chat programs do: by GET and HEAD,
 * three times each, without cookies, with those that the answers set, and in the person's own browser.
 *
 * @returns how many requests were made
 */
export async function scan(links: readonly string[], own: readonly Browser[]): Promise<number> {
  let requests = 0
  for (const browser of [undefined, new Own(), ...own]) {
    for (const link of links) {
      for (let time = 0; time < TIMES; time += 1) {
        for (const method of ['GET', 'HEAD'] as const) {
          const looking = browser ?? new Own()
          const answer = method === 'GET' ? await looking.get(link) : await looking.head(link)
          if (answer.status >= 500) throw new Error(`${method} of a link answers ${answer.status}`)
          requests += 1
        }
      }
    }
  }
  return requests
}
