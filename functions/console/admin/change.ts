import type { ChangeAnswer } from '../../../shared/identity/index.ts'
import { RecordBusy } from '../../../shared/record/index.ts'
import { WebError } from '../../../shared/web/errors.ts'
import { sayPeopleRefusal } from '../../../shared/web/errors/people.ts'
import { typed } from '../../../shared/web/form.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { identity } from '../context.ts'
import { checkChange } from './check.ts'
import { changePage } from './form.ts'
import { twin } from './people.ts'
import { readChange } from './specs.ts'
import { anew, foresee, subjectOf } from './subject.ts'

/** The form of a change. */
export async function change(request: SignedRequest): Promise<Reply> {
  return changePage(request, await subjectOf(request))
}

/** Takes the form of a change: shows what is wrong with it; or the answers to check; or, once confirmed, makes the change. */
export async function carryOutChange(request: SignedRequest): Promise<Reply> {
  const { form, lang } = request
  const subject = await subjectOf(request)
  const { kind, actor, person, people, id, commandId } = subject
  if (typed(form, 'back') === 'yes') return changePage(request, subject)
  const built = readChange(form, kind, subject)
  if ('problems' in built) return changePage(request, subject, { problems: built.problems })
  const receipt = await receiptOf(id, commandId)
  if (typed(form, 'confirmed') !== 'yes') {
    // Whoever came back to a form that was sent, and sends it with other values, means another change.
    const fresh = receipt ? anew(subject) : subject
    const [after, proposals] = await Promise.all([foresee(built.change, person, actor.person, people), identity.proposals()])
    if (typeof after === 'string') {
      await identity.foreseenRefused(actor, built.change, after)
      return changePage(request, fresh, { refused: sayPeopleRefusal(after, lang) })
    }
    return checkChange(request, fresh, built.change, twin(built.change, proposals))
  }
  if (receipt) return receipt
  const answer = await unlessBusy(identity.propose(actor, built.change, commandId))
  if (answer.kind !== 'refused') return { kind: 'go', to: address('admin.done', { id, commandId }) }
  // The same form may have been sent twice at once: the other one has done it.
  return await receiptOf(id, commandId) ?? changePage(request, subject, { refused: sayPeopleRefusal(answer.code, lang) })
}

/** Leads to what came of a form that was sent before; nothing where it was not. */
export async function receiptOf(id: string, commandId: string): Promise<Reply | undefined> {
  const events = await identity.history(id)
  return events.some((event) => event.commandId === commandId) ? { kind: 'go', to: address('admin.done', { id, commandId }) } : undefined
}

/** @throws WebError where others came first too often */
export async function unlessBusy(answer: Promise<ChangeAnswer>): Promise<ChangeAnswer> {
  return answer.catch((error: unknown) => {
    throw error instanceof RecordBusy ? new WebError('busy') : error
  })
}
