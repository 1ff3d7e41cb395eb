import type { Answer, Request } from '../../shared/record/index.ts'
import { CommandReused, RecordBusy } from '../../shared/record/index.ts'
import { WebError } from '../../shared/web/errors.ts'
import type { Digest } from '../../shared/workflow/types.ts'
import { record } from './context.ts'

/** Sends a command from a page. @throws WebError where it has to be sent again, or its id belongs to another */
export async function commit(request: Omit<Request, 'channel'>): Promise<Answer> {
  try {
    return await record.execute({ ...request, channel: 'page' })
  } catch (error) {
    if (error instanceof RecordBusy) throw new WebError('busy')
    if (error instanceof CommandReused) throw new WebError('bad_form')
    throw error
  }
}

/** Whether an answer is an earlier one of the same form, which stored another text: somebody went back to it and wrote on. */
export function isOfAnotherText(answer: Answer, digest: Digest): boolean {
  return answer.kind === 'done' && answer.repeated && answer.event.revision !== digest
}
