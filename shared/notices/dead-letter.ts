import type { Instant } from '../workflow/types.ts'
import type { Notice } from './types.ts'

/** What is left with the queue of a notice that was given up: ids and codes, nothing by which a reader would know anybody. */
export interface DeadLetter extends Pick<Notice, 'kind' | 'channel' | 'unit' | 'item' | 'task' | 'person' | 'attempts' | 'failure' | 'answer'> {
  /** id of the notice */
  readonly notice: string
  /** when it was given up */
  readonly at: Instant
}

/** The message about a notice that was given up. */
export function deadLetterOf({ id, kind, channel, unit, item, task, person, attempts, failure, answer, doneAt, createdAt }: Notice): DeadLetter {
  return {
    notice: id, kind, channel, unit, attempts, at: doneAt ?? createdAt,
    ...(item !== undefined && { item }), ...(task !== undefined && { task }), ...(person !== undefined && { person }),
    ...(failure !== undefined && { failure }), ...(answer !== undefined && { answer }),
  }
}
