import { itemChain, NO_HASH, seal } from '../../../shared/record/event.ts'
import type { Row } from '../../../shared/record/wire.ts'
import { systemActor } from '../../../shared/stage/system.ts'
import type { Command } from '../../../shared/workflow/commands.ts'
import { decide } from '../../../shared/workflow/decide.ts'
import type { Role } from '../../../shared/workflow/states.ts'
import type { Actor, Facts, Item } from '../../../shared/workflow/types.ts'

const actor = (person: string, role: Role): Actor => ({ person, name: person, unit: 'u', roles: [role], method: 'oidc' })
const people = [
  actor('editor', 'editor'), actor('first', 'first_reviewer'), actor('screening', 'screening_reviewer'), actor('approver', 'approver'),
]
export const digest = (digit: string): string => digit.repeat(64)
const report = { digest: digest('d'), revision: digest('b'), edition: 'e', counts: { block: 0, warn: 0, info: 0 } }
const revision = { digest: digest('b'), title: '标题', column: 'c', openness: 'proactive' as const }

const story: readonly (readonly [string, Command])[] = [
  ['editor', { name: 'create', id: 'I', unit: 'u', type: 'notice', revision: { ...revision, digest: digest('a') }, via: 'form' }],
  ['editor', { name: 'save', base: digest('a'), revision, via: 'form' }],
  ['editor', { name: 'submit', revision: digest('b'), urgent: true, note: '请阅' }],
  ['system', { name: 'screen', report, undisposed: 0 }],
  ['first', { name: 'pass', review: 'first_review', seen: { revision: digest('b') }, opinion: '同意' }],
  ['screening', {
    name: 'pass', review: 'screening', seen: { revision: digest('b'), report: report.digest },
    dispositions: { digest: digest('c'), list: [] },
  }],
]

/** The rows of a trail and the item that it leads to, as the record would have written them. */
export function trail(): { readonly rows: readonly Row[], readonly item: Item } {
  let item: Item | undefined
  const rows: Row[] = []
  for (const [index, [name, command]] of story.entries()) {
    const who = people.find(({ person }) => person === name) ?? systemActor('screen', 'u')
    const at = new Date(Date.UTC(2026, 10, 24, 1, index)).toISOString()
    const facts: Facts = { now: at, people, activeEdition: 'e', commandId: `c${index}`, findings: [] }
    const outcome = decide(item, who, command, facts)
    if (!outcome.accepted || 'unchanged' in outcome) throw new Error(JSON.stringify(outcome))
    const { event, sealed } = seal({
      ...outcome.event, chain: itemChain('I'), seq: index + 1, prev: item?.head ?? NO_HASH, channel: 'page' as const,
    })
    rows.push({ ...sealed, person: who.person, at, month: at.slice(0, 7) })
    item = { ...outcome.next, seq: event.seq, head: event.hash }
  }
  if (!item) throw new Error('No story')
  return { rows, item }
}
