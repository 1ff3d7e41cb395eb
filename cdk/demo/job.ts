import type { Page } from './browser.ts'
import { Browser } from './browser.ts'
import { Failure } from './failure.ts'

export interface Work {
  readonly text: string
  readonly name: string
  readonly title?: string
}

export async function publishText(
  _console: string, _work: Work, _say: (line: string) => void,
): Promise<{ readonly url: string, readonly digest: string }> {
  const page: Page = await new Browser().get(_console)
  throw new Failure(`Not yet: ${page.says}`)
}
