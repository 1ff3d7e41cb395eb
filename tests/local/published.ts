import { expect } from 'vitest'
import type { Local } from '../../cdk/local/start.ts'
import type { Identity } from '../../shared/identity/index.ts'
import type { Record as Store } from '../../shared/record/index.ts'
import { actorOf, contentOf, Hand, refOf } from './record-world.ts'

/** Brings a text through all reviews of the demo's people, screened by the edition in force, until it is public. */
export async function publish(local: Local, record: Store, identity: Identity, id: string, text = '清明假期车管所照常办公。'): Promise<Hand> {
  const person = async (subject: string) => actorOf(await identity.personBySignIn(local.issuer, subject))
  const hand = new Hand(record, id)
  const [editor, content] = [await person('editor1'), contentOf(text)]
  await record.putContent(content)
  await hand.done(editor, { name: 'create', id, unit: editor.unit, type: 'notice', revision: refOf(content), via: 'form' })
  await hand.submit(editor)
  await local.settled()
  for (const reviewer of ['first1', 'screening1', 'approver1']) await hand.pass(await person(reviewer))
  await local.settled()
  expect(await hand.item()).toMatchObject({ presence: 'live', round: 'none' })
  return hand
}
