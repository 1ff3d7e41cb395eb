import { commandOfLink, digestOfToken, newToken } from '../../shared/identity/index.ts'
import type { CodeUse } from '../../shared/identity/index.ts'
import { CommandReused, LinkOver, RecordBusy } from '../../shared/record/index.ts'
import { codeProblem } from '../../shared/web/code-problem.ts'
import { isToken } from '../../shared/web/csrf.ts'
import { WebError } from '../../shared/web/errors.ts'
import type { Problem } from '../../shared/web/fields.ts'
import { typed } from '../../shared/web/form.ts'
import type { PageRequest, Reply } from '../../shared/web/request.ts'
import { checkPage } from '../../shared/web/review/check.ts'
import { decides } from '../../shared/web/review/options.ts'
import { decisionPage } from '../../shared/web/review/page.ts'
import { refusedPage } from '../../shared/web/review/refused.ts'
import { isPageCommand, SPECS } from '../../shared/web/review/specs.ts'
import { shownIn, takeForm } from '../../shared/web/review/take.ts'
import type { Visit } from '../../shared/web/review/visit.ts'
import type { Command } from '../../shared/workflow/commands.ts'
import type { Asked } from './asked.ts'
import { askedBy, visitBy } from './asked.ts'
import { identity, record } from './context.ts'
import { keepOpening } from './cookies.ts'
import { coverPage } from './cover.ts'
import { doorOf } from './door.ts'
import { factorsAt } from '../../shared/web/factors.ts'
import { show, viewed } from './look.ts'
import { overPage, resultPage, unknownPage } from './over.ts'
import type { Addressee } from './standing.ts'
import { formToken, isAddressee, standingOf } from './standing.ts'

/** Takes a form of a link: a code that opens it, the answers to check, or the decision. */
export async function act(request: PageRequest): Promise<Reply> {
  const { form } = request
  const asked = await askedBy(request, request.params['token'] ?? '')
  if (!asked) return unknownPage(request)
  if (asked.state !== 'valid') return overPage(request, asked)
  const { standing } = asked
  if (standing.by === 'other') return coverPage(request, asked, { status: 403 })
  if (typed(form, 'step') === 'open') return open(request, asked)
  if (standing.by === 'nobody') return coverPage(request, asked, { status: 403, kept: true })
  if (!isToken(typed(form, 'form'), formToken(asked.token, standing.secret))) throw new WebError('no_token')
  const seen = await visitBy(asked, standing)
  const name = typed(form, 'command')
  if (!isPageCommand(name) || !SPECS[name].decision) throw new WebError('bad_form')
  if (!seen || !decides(seen)) return show(request, asked)
  const door = doorOf(asked, standing)
  const taken = await takeForm(request, seen, name, door, (problems) => decisionPage(request, seen, door, { command: name, problems }))
  if ('reply' in taken) return taken.reply
  if (standing.by === 'phone') {
    const problem = await wrongCode(request, asked, { purpose: purposeOf(asked, standing, taken.command), way: `phone ${digestOfToken(standing.secret)}` })
    if (problem) return checkPage(request, seen, name, taken.command, door, [problem])
  }
  return decided(request, asked, { standing, seen, command: taken.command })
}

/** Opens a link by its person's code; whoever is known already needs none. */
async function open(request: PageRequest, asked: Asked): Promise<Reply> {
  const { link } = asked
  if (isAddressee(asked.standing)) return show(request, asked)
  if (!factorsAt(link.review, request.body.links).code) return coverPage(request, asked, { status: 403, kept: true })
  const problem = await wrongCode(request, asked, { purpose: openingBy(request, asked), way: `link ${link.digest}` })
  if (problem) return coverPage(request, asked, { status: 422, problems: [problem], kept: true })
  const proof = await identity.openLink(link)
  const opened = { ...asked, standing: await standingOf({ ...request, form: { ...request.form, texts: new Map([...request.form.texts, ['proof', [proof]]]) } }, link) }
  await viewed(request, opened)
  const page = await show(request, opened)
  return page.kind === 'page' ? { ...page, cookies: [...page.cookies ?? [], keepOpening(link.digest, proof)] } : page
}

/**
 * What a code is given for that opens a link: this link by this very form. Sent twice, that is a repeat; somebody else's form is
 * another one, and one without a mark of its own is never a repeat.
 */
function openingBy({ form }: PageRequest, { link }: Asked): string {
  const once = typed(form, 'once')
  return `open ${link.digest} ${/^[\w-]{43}$/u.test(once) ? once : newToken()}`
}

/** What a code is given for that confirms a decision: this very command, from this phone. */
function purposeOf({ link }: Asked, { secret }: Addressee, command: Command): string {
  return `decide ${link.digest} ${digestOfToken(`${secret}\n${JSON.stringify(command)}`)}`
}

/** What is wrong with the code of a form; that codes are closed or locked by it is recorded with the person's sign-ins. */
async function wrongCode({ form, lang }: PageRequest, { link, addressee }: Asked, use: CodeUse): Promise<Problem | undefined> {
  const answer = await identity.codes.check(link.person, typed(form, 'code'), use)
  if ((answer.kind === 'closed' || answer.kind === 'locked') && answer.sinceNow) {
    await identity.recordSignIn({ type: `codes_${answer.kind}`, method: 'link', actor: { person: addressee.id, name: addressee.name } })
  }
  return codeProblem(answer, 'code', lang)
}

/** Makes the decision. Sent again, or twice at once, it shows what was recorded the first time. */
async function decided(
  request: PageRequest, asked: Asked, { standing, seen, command }: { readonly standing: Addressee, readonly seen: Visit, readonly command: Command },
): Promise<Reply> {
  const { link, token } = asked
  // What is suggested leaves the item where it is, and the link good for the decision.
  const sent = command.name === 'suggest' ? { commandId: commandOfLink(link.digest, command.text) } : { commandId: commandOfLink(link.digest), link: link.digest }
  const answer = await record.execute({
    itemId: link.item, command, actor: seen.actor, channel: 'email_link', ...sent,
    shown: { ...shownIn(request, seen.item, doorOf(asked, standing)), link: link.digest, known_by: standing.by },
  }).catch((error: unknown) => {
    if (error instanceof RecordBusy) throw new WebError('busy')
    if (error instanceof CommandReused || error instanceof LinkOver) return undefined
    throw error
  })
  if (!answer) {
    const after = await askedBy(request, token)
    if (!after || after.state === 'valid') throw new WebError('busy')
    return overPage(request, after)
  }
  if (answer.kind === 'refused') {
    const after = { ...seen, item: answer.item ?? seen.item }
    return refusedPage(request, after, isPageCommand(command.name) ? command.name : 'pass', answer, doorOf(asked, standing))
  }
  const page = answer.kind === 'done' ? resultPage(request, { item: answer.item, people: seen.people }, answer.event, { again: answer.repeated }) : undefined
  if (!page) throw new WebError('failed')
  return page
}
