import type { TrailEvent } from '../../record/index.ts'

/** What somebody wrote with a command, whatever the command calls it; the code of a reason is no writing. */
export function wordsOf({ type, data }: Pick<TrailEvent, 'type' | 'data'>): string {
  const names = type === 'withdraw' || type === 'take_down' ? ['note'] : ['opinion', 'text', 'reason', 'question', 'note']
  for (const name of names) {
    const words = data[name]
    if (typeof words === 'string' && words !== '') return words
  }
  return ''
}
