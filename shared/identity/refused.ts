import { now } from '../now.ts'
import type { Tables } from '../record/tables.ts'
import { recordCounted, refusalChain } from '../record/refusals.ts'
import type { Actor } from '../workflow/types.ts'
import type { ChangeRefusal } from './apply.ts'
import type { Change } from './change.ts'
import type { ChangeAnswer } from './changes.ts'
import { readHistory } from './history.ts'
import { proposalIdKey, readProposal } from './proposals.ts'

/** What an administrator wanted: a change, or to settle one that waits. */
export type Attempt =
  | { readonly command: 'propose', readonly change: Change, readonly commandId: string }
  | { readonly command: 'confirm' | 'reject', readonly proposal: string, readonly commandId: string }

/** The answer; where it is a refusal, after it has been recorded. A form that was sent before is none: the first one has done it. */
export async function recorded(tables: Tables, actor: Actor, attempt: Attempt, answer: ChangeAnswer): Promise<ChangeAnswer> {
  if (answer.kind === 'refused' && !await isRepeated(tables, attempt)) await recordRefused(tables, actor, attempt, answer.code)
  return answer
}

/** Records why somebody was refused a change. Where that fails the refusal is shown all the same. */
export async function recordRefused(tables: Tables, actor: Actor, attempt: Attempt, code: ChangeRefusal): Promise<void> {
  const at = now().toISOString()
  const { commandId: _, ...wanted } = attempt
  const change = attempt.command === 'propose' ? attempt.change : (await readProposal(tables, attempt.proposal))?.change
  const same = { type: 'people_refused', ...wanted, ...(change && { change }), code }
  await recordCounted(tables, { chain: refusalChain(actor.person, at.slice(0, 10)), actor, at, same, body: same })
    .catch(() => console.error(JSON.stringify({ level: 'ERROR', message: 'A refusal could not be recorded', code })))
}

async function isRepeated(tables: Tables, attempt: Attempt): Promise<boolean> {
  const person = await personOf(tables, attempt)
  return person !== undefined && (await readHistory(tables, person)).some(({ commandId }) => commandId === attempt.commandId)
}

async function personOf(tables: Tables, attempt: Attempt): Promise<string | undefined> {
  if (attempt.command === 'propose') return attempt.change.kind === 'create_person' ? attempt.commandId : attempt.change.person
  const row = await tables.row('access', proposalIdKey(attempt.proposal))
  return row && String(row['person'])
}
