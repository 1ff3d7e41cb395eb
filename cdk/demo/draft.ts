import type { Form } from './form.ts'
import type { Page } from './browser.ts'
import { Failure } from './failure.ts'
import { formIn } from './press.ts'
import type { Colleague } from './sign-in.ts'

/** What is to be published. */
export interface Work {
  readonly text: string
  /** The file's name without its ending. */
  readonly name: string
  /** The title where the person at the keyboard gave one. */
  readonly title?: string
}

export interface Drafted {
  readonly title: string
  /** Address of the item in the console. */
  readonly item: string
  /** The editor's page after the draft was made. */
  readonly page: Page
}

/** Longer first lines are sentences. */
const longestTitle = 60

/**
 * Makes a draft as an editor does: pastes the text, has it read as a document, fills in the catalogue fields.
 *
 * @throws Failure with what the page says where it does not take them
 */
export async function draft(editor: Colleague, console: string, work: Work): Promise<Drafted> {
  const empty = formIn(await editor.browser.get(`${console}/items/new`), 'create')
  empty.set('text', work.text)
  if (work.title !== undefined) empty.set('title', work.title)
  const form = formIn(await editor.browser.submit(empty, 'import'), 'create')
  const title = work.title ?? (form.value('title') || firstLine(work.text) || work.name)
  form.set('title', title)
  for (const field of ['type', 'column', 'ground', 'openness']) choose(form, field, title)
  const page = await editor.browser.submit(form, 'create')
  const [, item] = /^(.*\/items\/[0-9A-Z]{26})\/edit$/u.exec(page.url.origin + page.url.pathname) ?? []
  if (page.status !== 200 || item === undefined) throw new Failure(`The draft was not taken: ${page.says}`)
  return { title: formIn(page, 'save').value('title'), item, page }
}

function firstLine(text: string): string | undefined {
  const line = text.split('\n').map((one) => one.trim()).find((one) => one !== '') ?? ''
  return line.length <= longestTitle && !/[。；：|\t]/u.test(line) ? line : undefined
}

/** What an editor would choose; where the page offers something else, the first that it offers. */
function choose(form: Form, field: string, title: string): void {
  const wanted: Readonly<Record<string, string>> = {
    type: /年度报告/u.test(title) ? 'annual_report' : 'notice', column: 'notices', ground: '19', openness: 'proactive',
  }
  if (!form.has(field)) return
  const offers = form.offers(field) ?? []
  const choice = offers.find((one) => one === wanted[field]) ?? offers.find((one) => one !== '')
  if (choice !== undefined) form.set(field, choice)
}
