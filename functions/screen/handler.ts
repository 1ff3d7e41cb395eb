import { openRecord } from '../../shared/record/index.ts'
import { isScreened, screenItem } from '../../shared/stage/screening.ts'
import { onItems } from '../../shared/stage/stream.ts'

const record = openRecord()

/** Screens what was submitted and waits for its report. */
export const handler = onItems('screen', async ({ id, round }) => {
  const item = isScreened(round) ? await record.item(id) : undefined
  const answer = item && await screenItem(record, item, 'stream')
  return answer && { outcome: answer.kind }
})
