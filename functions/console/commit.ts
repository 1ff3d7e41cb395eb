import type { Answer, Request } from '../../shared/record/index.ts'
import { CommandReused, RecordBusy } from '../../shared/record/index.ts'
import { WebError } from '../../shared/web/errors.ts'
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
