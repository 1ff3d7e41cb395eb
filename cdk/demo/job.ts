import type { Approach } from './approach.ts'
import { atTheDesk } from './approach.ts'
import type { Page } from './browser.ts'
import { Browser } from './browser.ts'
import { checkPublic } from './check.ts'
import type { Work } from './draft.ts'
import { draft } from './draft.ts'
import { Failure } from './failure.ts'
import { formIn, press } from './press.ts'
import { revisionOf, screening } from './review.ts'
import { signIn } from './sign-in.ts'

/** How long the public page may take; it is there within a second or two where nothing is wrong. */
const patienceMs = 60_000

/**
 * Takes one text through the whole job, over HTTP only, as four people at their browsers would, and checks what readers
 * then see.
 *
 * @param console address of the console, without a trailing slash
 * @param say takes one line a step: who, what, the revision's digest
 * @param approach how the reviewers come to the item; they sign in at their desks unless told otherwise
 * @throws Failure with the reason where a step does not come about
 */
export async function publishText(
  console: string, work: Work, say: (line: string) => void, approach: Approach | Promise<Approach> = atTheDesk(console),
): Promise<{ readonly url: string, readonly digest: string }> {
  const [editor, { open, ruling }] = await Promise.all([signIn(console, 'editor1'), approach])
  const step = (who: { readonly name: string }, what: string, digest: string): void => say(`${who.name}  ${what}  ${digest}`)

  const { title, item, page } = await draft(editor, console, work)
  const edited = formIn(page, 'save')
  const digest = edited.value('base')
  step(editor, `draft “${title}”`, digest)

  const submitted = await press(editor, await editor.browser.submit(edited, 'submit'), 'submit')
  step(editor, 'submit', revisionOf(submitted))

  const first = await open('first1', item)
  const passed = await press(first.who, first.page, 'pass', (form) => form.set('opinion', '内容与底稿一致。'))
  step(first.who, 'pass first review', revisionOf(passed))

  const { who: screener, done: screened, excused, ruled } = await screening({ open, ruling }, item)
  if (ruled) {
    step(screener, 'refer a mark of a state secret', revisionOf(ruled.refer))
    step(ruled.by, 'resume with a ruling', revisionOf(ruled.resume))
  }
  step(screener, `pass screening review, findings excused: ${excused}`, revisionOf(screened))

  const approver = await open('approver1', item)
  const approved = await press(approver.who, approver.page, 'approve', (form) => form.set('release', 'now'))
  const decided = revisionOf(approved)
  step(approver.who, 'approve', decided)
  if (decided !== digest) throw new Failure(`Drafted was ${digest}, approved ${decided}`)

  const url = approved.root.querySelector('a[data-public]')?.getAttribute('href')
  if (!url) throw new Failure(`The page does not say where the item is published: ${approved.says}`)
  const { texts, indexNumber } = await checkPublic(await publicPage(url), { title, digest })
  step({ name: 'reader' }, `read ${indexNumber}: page (${texts} texts), revision and allotted data agree`, digest)
  return { url, digest }
}

async function publicPage(url: string): Promise<Page> {
  const reader = new Browser()
  const until = Date.now() + patienceMs
  for (;;) {
    const page = await reader.get(url)
    if (page.status === 200) return page
    if (Date.now() > until) throw new Failure(`${url} still answers ${page.status} after ${patienceMs / 1000} s`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
