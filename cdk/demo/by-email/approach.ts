import type { Approach, Deciding } from '../approach.ts'
import { Browser } from '../browser.ts'
import { squeeze } from '../browser.ts'
import { Failure } from '../failure.ts'
import { formIn } from '../press.ts'
import { decisionPage } from '../review.ts'
import type { Colleague } from '../sign-in.ts'
import { signIn } from '../sign-in.ts'
import { Authenticator } from './authenticator.ts'
import { linksIn, Mailbox } from './mailbox.ts'
import { scan } from './scanner.ts'

/** Who decides by the link and a code; whoever approves signs in. */
const byCode = ['first1', 'screening1']

/**
 * The reviewers decide by the links in their mails, which machines have looked at before them. Those of the first two
 * reviews have put an authenticator into use; the approver is signed in.
 *
 * @param mail address of the mail catcher's pages
 * @param say takes one line a step
 * @throws Failure where something moved by being looked at
 */
export async function byEmail(console: string, mail: string, say: (line: string) => void): Promise<Approach> {
  const mailbox = new Mailbox(mail)
  const [editor, approver, ...enrolled] = await Promise.all([
    signIn(console, 'editor1'), signIn(console, 'approver1'), ...byCode.map((subject) => phoneOf(console, subject)),
  ])
  const phones = new Map(byCode.map((subject, at) => [subject, enrolled[at]]))

  /** Takes the mail; nothing moves, however often its links are looked at. */
  const asked = async (subject: string, item: string, own: readonly Browser[]): Promise<string> => {
    const { mail: found, link } = await mailbox.asks(subject, item)
    const before = await stateOf(editor, item)
    const requests = await scan(linksIn(found), own)
    const after = await stateOf(editor, item)
    if (after !== before) throw new Failure(`${item} moved by being looked at: ${before} → ${after}`)
    say(`mail to ${subject}  “${found.subject}”  looked at ${requests} times, nothing moved`)
    return link
  }

  return {
    async open(subject, item): Promise<Deciding> {
      const phone = phones.get(subject)
      if (!phone) return { who: approver, page: await approver.browser.get(await asked(subject, item, [approver.browser])) }
      const who = { name: phone.name, browser: new Browser() }
      const cover = await who.browser.get(await asked(subject, item, [who.browser]))
      return { who, page: await who.browser.submit(formIn(cover, 'open').set('code', await phone.authenticator.code())) }
    },
    // Whoever has referred an item is not asked again; a colleague who is enters the ruling at the desk.
    async ruling(item) {
      const who = await signIn(console, 'screening2')
      return { who, page: await decisionPage(who, item) }
    },
  }
}

async function phoneOf(console: string, subject: string): Promise<{ readonly name: string, readonly authenticator: Authenticator }> {
  const who = await signIn(console, subject, { fresh: true })
  return { name: who.name, authenticator: await Authenticator.enrol(who, console) }
}

/** Everything that the editor's page of the item shows. */
async function stateOf(editor: Colleague, item: string): Promise<string> {
  const page = await editor.browser.get(item)
  if (page.status !== 200) throw new Failure(`${item} answers ${page.status}: ${page.says}`)
  return squeeze(page.root.querySelector('main')?.text ?? '')
}
