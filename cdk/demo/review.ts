import type { Approach } from './approach.ts'
import type { Page } from './browser.ts'
import { Failure } from './failure.ts'
import type { Form } from './form.ts'
import { press } from './press.ts'
import type { Colleague } from './sign-in.ts'

/** Prefix of the fields that take a reviewer's reason for one finding. */
const reasonPrefix = 'reason_'

/** The page on which somebody decides about an item. */
export function decisionPage(who: Colleague, item: string): Promise<Page> {
  return who.browser.get(`${item}/decide`)
}

/** SHA-256 of the revision that a finished command was about, as its page says. @throws Failure where it does not */
export function revisionOf(done: Page): string {
  const digest = done.root.querySelector('[data-done] [data-revision]')?.getAttribute('data-revision')
  if (!digest || !/^[0-9a-f]{64}$/u.test(digest)) throw new Failure(`The page names no revision: ${done.says}`)
  return digest
}

/** What the screening reviewer did before passing. */
export interface Screened {
  readonly who: Colleague
  readonly done: Page
  readonly excused: number
  /** the pages of a referral and of its ruling, where a mark of a state secret was found */
  readonly ruled?: { readonly refer: Page, readonly resume: Page, readonly by: Colleague }
}

/**
 * The screening review: each finding is excused with a reason; a mark of a state secret cannot be excused, so it is
 * referred and goes on with a written ruling.
 *
 * @throws Failure with what the page says where it is refused
 */
export async function screening({ open, ruling }: Approach, item: string): Promise<Screened> {
  let { who, page } = await open('screening1', item)
  let ruled: Screened['ruled']
  if (!page.form('pass') && page.form('refer')) {
    const refer = await press(who, page, 'refer', (form) => form
      .set('question', '正文带有国家秘密标志，请确定内容是否属于国家秘密。').set('to', '临江县国家保密局'))
    const second = await ruling(item)
    const resume = await press(second.who, second.page, 'resume', (form) => form
      .set('text', '经审定，内容不属于国家秘密，可以公开；标志系引用，予以保留。').set('authority', '临江县国家保密局'))
    ruled = { refer, resume, by: second.who }
    ;({ who, page } = await open('screening1', item))
  }
  let excused = 0
  const done = await press(who, page, 'pass', (form) => {
    excused = excuse(form)
  })
  return { who, done, excused, ...(ruled && { ruled }) }
}

function excuse(form: Form): number {
  const fields = form.names.filter((name) => name.startsWith(reasonPrefix))
  for (const field of fields) form.set(field, '与原件核对无误，属于演示文稿的原文，经核可用。')
  return fields.length
}
