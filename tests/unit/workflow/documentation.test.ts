import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { labelWords } from '../../../shared/web/words/labels.ts'
import { ruleWords } from '../../../shared/web/words/rule.ts'
import { authorityTable } from '../../../shared/workflow/authority.ts'
import type { AuthorityKey } from '../../../shared/workflow/authority.ts'
import { REVIEWS } from '../../../shared/workflow/states.ts'
import { COMMAND_NAMES } from '../../../shared/workflow/may.ts'

const WORDS: Readonly<Record<AuthorityKey, readonly [zh: string, en: string]>> = { ...labelWords, ...ruleWords }

function reviews(language: 0 | 1): string {
  return REVIEWS.map((review, at) => `${at + 1}. ${WORDS[`round.${review}`][language]}`).join('\n')
}

test('docs/rule.md is what the table says', async () => {
  const text = `# The rule · 审核规则

Written from \`shared/workflow/table.ts\`; a test holds both together (\`vitest run tests/unit/workflow/documentation.test.ts -u\` writes it anew).

## 谁可以做什么

审核环节（第四道只用于重大事项）：

${reviews(0)}

${authorityTable((key) => WORDS[key][0], '；')}

## Who may do what

Reviews (the fourth for major matters only):

${reviews(1)}

${authorityTable((key) => WORDS[key][1], '; ')}
`
  await expect(text).toMatchFileSnapshot(fileURLToPath(new URL('../../../docs/rule.md', import.meta.url)))
})

test('the table has a row for every command and a cell for every column', () => {
  const [heading, line, ...rows] = authorityTable((key) => key, '+').split('\n')
  expect(heading).toBe('| table.command | table.who | table.from | table.presence | table.to | table.apart | table.asks | table.shows |')
  expect(line).toBe('| --- | --- | --- | --- | --- | --- | --- | --- |')
  expect(rows.map((row) => row.split(' | ')[0])).toEqual(COMMAND_NAMES.map((name) => `| done.${name}`))
  for (const row of rows) expect(row.split(' | ')).toHaveLength(8)
})

test('a row says who, from where, to where, kept apart from whom, and on what conditions', () => {
  const rows = new Map(authorityTable((key) => key, '+').split('\n').map((row) => [row.split(' | ')[0]?.slice(2), row]))
  expect(rows.get('done.create')).toBe('| done.create | role.editor | table.new | table.none | round.drafting+presence.never | table.none | table.none | table.none |')
  expect(rows.get('done.recall')).toBe('| done.recall | role.editor | round.first_review+round.screening+round.approval+round.head_review+round.referred+round.approved | table.any | round.drafting | apart.own | table.none | table.none |')
  expect(rows.get('done.approve')).toBe('| done.approve | who.reviewer | review.last | table.any | round.approved | apart.outsider | asks.screened+asks.edition+asks.proactive+asks.period_ahead | shows.seen+shows.release_time |')
  expect(rows.get('done.publish')).toBe('| done.publish | system.publish+system.clock | round.approved | presence.never+presence.live+presence.taken_down | round.none+goes.public | table.none | asks.proven+asks.screened+asks.edition+asks.released+asks.approver_granted+asks.not_suspended+asks.period_ahead | shows.version |')
  expect(rows.get('done.take_down')).toContain('| table.any | presence.live | goes.same+presence.taken_down |')
})
