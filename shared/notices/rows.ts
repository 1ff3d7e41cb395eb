import type { Row } from '../record/wire.ts'
import type { Notice } from './types.ts'

/** How long a notice is kept once nothing is to be done about it, in days. */
const KEPT_DAYS = 90

/** The row of a notice: what waits and what has failed stand in the index, anything else in none, and ends. */
export function rowOf(notice: Notice): Row {
  const listed = notice.state === 'waiting' || notice.state === 'failed'
  const ended = notice.state === 'waiting' ? undefined : Date.parse(notice.doneAt ?? notice.createdAt)
  return {
    ...notice,
    ...(listed && { queue: notice.state, nextAtId: `${notice.nextAt}#${notice.id}` }),
    ...(ended !== undefined && { expiresAt: Math.ceil(ended / 1000) + KEPT_DAYS * 86_400 }),
  }
}

/** The notice of a row. @throws TypeError where the row is none */
export function noticeOf(row: Row): Notice {
  const notice = Object.fromEntries(Object.entries(row).filter(([name]) => !['queue', 'nextAtId', 'expiresAt'].includes(name)))
  if (!isNotice(notice)) throw new TypeError('A row of the notices is no notice')
  return notice
}

// Rows are written by this room alone, so it is enough to tell a notice from something else.
function isNotice(value: object): value is Notice {
  return 'id' in value && 'kind' in value && 'channel' in value && 'unit' in value && 'state' in value && 'nextAt' in value && 'attempts' in value
}
