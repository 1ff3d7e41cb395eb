import { now } from '../now.ts'
import type { Tables } from '../record/tables.ts'
import { recordCounted, refusalChain } from '../record/refusals.ts'
import type { Actor } from '../workflow/types.ts'
import type { LexiconAnswer } from './changes.ts'
import type { LexiconCommand, LexiconRefusal } from './event.ts'

/** What an administrator wanted to do, and with which proposal. */
export interface LexiconAttempt {
  readonly command: LexiconCommand
  readonly proposal?: string
}

/** The answer; where it is a refusal, after it has been recorded. */
export async function recorded(tables: Tables, actor: Actor, attempt: LexiconAttempt, answer: LexiconAnswer): Promise<LexiconAnswer> {
  if (answer.kind === 'refused') await recordRefused(tables, actor, attempt, answer.code)
  return answer
}

/** Records why somebody was refused a step with an edition. Where that fails the refusal is shown all the same. */
export async function recordRefused(tables: Tables, actor: Actor, attempt: LexiconAttempt, code: LexiconRefusal): Promise<void> {
  const at = now().toISOString()
  const same = { type: 'lexicon_refused', ...attempt, code }
  await recordCounted(tables, { chain: refusalChain(actor.person, at.slice(0, 10)), actor, at, same, body: same })
    .catch(() => console.error(JSON.stringify({ level: 'ERROR', message: 'A refusal could not be recorded', code })))
}
