import { describe, expect, test } from 'vitest'
import type { CalendarTask, PageTask } from '../../../shared/tasks/index.ts'
import { WHOLE_BODY } from '../../../shared/tasks/index.ts'
import { closedTask, isLate, loadedBy, mayClose, settledBy } from '../../../shared/tasks/rule.ts'
import { PAGE_TASK_KINDS } from '../../../shared/tasks/types.ts'
import { PRESENCES, ROLES } from '../../../shared/workflow/states.ts'
import type { Role } from '../../../shared/workflow/states.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { trail } from '../record/trail.ts'

const AT = '2026-11-24T08:00:00.000Z'
const finding = { id: 'f', kind: 'mobile', level: 'block', span: { block: 0, start: 0, end: 11 }, rule: 'r', basis: 'b', masked: '139****5678' } as const
const taskOf = (kind: PageTask['kind'], more: Partial<PageTask> = {}): PageTask => ({
  id: 'a'.repeat(32), kind, unit: 'u', item: 'I', revision: 'r1', editor: 'writer', openedAt: AT, dueAt: '2026-11-25T16:00:00.000Z', state: 'open',
  seq: 1, head: 'h', ...(kind === 'sweep' ? { finding } : { words: '有误' }), ...more,
})
const who = (person: string, ...roles: readonly Role[]) => ({ person, roles })
const REVIEWERS = ['first_reviewer', 'screening_reviewer', 'approver', 'head'] as const

describe('a task is closed in writing', () => {
  test.each(PAGE_TASK_KINDS)('from %s only once, only by those who see to tasks, and only with words', (kind) => {
    const reviewer = who('r', 'first_reviewer')
    expect(mayClose(taskOf(kind, { state: 'fixed' }), reviewer, 'dismissed', '已核')).toBe('task_closed')
    for (const role of ROLES) {
      const owner = role === 'editor' || REVIEWERS.some((one) => one === role)
      if (!owner) expect(mayClose(taskOf(kind), who('x', role), 'dismissed', '已核'), role).toBe('task_not_granted')
    }
    expect(mayClose(taskOf(kind), reviewer, 'dismissed', ' \n ')).toBe('task_words_required')
    expect(mayClose(taskOf(kind), reviewer, 'dismissed', '已核')).toBeUndefined()
    expect(mayClose(taskOf(kind), reviewer, 'dismissed'), 'whether there is a way at all').toBeUndefined()
  })

  test('as nothing wrong by a reviewer alone, never by whoever wrote the page', () => {
    for (const kind of PAGE_TASK_KINDS) {
      expect(mayClose(taskOf(kind), who('e', 'editor'), 'dismissed', '无误')).toBe('task_not_granted')
      for (const role of REVIEWERS) {
        expect(mayClose(taskOf(kind), who('x', role), 'dismissed', '无误')).toBeUndefined()
        expect(mayClose(taskOf(kind), who('writer', role, 'editor'), 'dismissed', '无误')).toBe('task_own_page')
      }
    }
  })

  test('as mended by an editor too, but a finding of the sweep by no word at all', () => {
    for (const kind of ['public_report', 'superior', 'self_check'] as const) {
      expect(mayClose(taskOf(kind), who('writer', 'editor'), 'fixed', '已改')).toBeUndefined()
    }
    for (const role of ['editor', ...REVIEWERS] as const) {
      expect(mayClose(taskOf('sweep'), who('x', role), 'fixed', '已改')).toBe('task_settles_itself')
    }
  })

  test('never as nothing wrong where a secrecy mark was found', () => {
    const secret = taskOf('sweep', { finding: { ...finding, kind: 'secrecy_mark' } })
    expect(mayClose(secret, who('r', 'screening_reviewer', 'head'), 'dismissed', '无误')).toBe('task_secrecy')
  })

  test('keeps everything but how a reader can be reached', () => {
    const closed = { at: AT, by: { person: 'r', name: '王岩' }, how: 'answered', words: '已更正' } as const
    const before = taskOf('public_report', { contact: '13912345678' })
    const { contact, ...rest } = before
    expect(closedTask(before, 'fixed', closed)).toStrictEqual({ ...rest, state: 'fixed', closed })
    expect(before.contact, 'the task itself is left alone').toBe(contact)
  })
})

describe('a task is settled by its page', () => {
  const { item } = trail()
  const pageOf = (presence: Item['presence'], revision: string, more: Partial<Item> = {}): Item => ({
    ...item, presence, published: { revision, version: 1, indexNumber: 'n', firstAt: AT, at: AT, allotted: 'a' }, ...more,
  })
  const down = { by: 'one', at: AT, until: '2026-11-25T08:00:00.000Z', reason: 'privacy', note: '' } as const

  test('never where a reader waits for an answer, nor once it is closed', () => {
    for (const presence of PRESENCES) {
      for (const revision of ['r1', 'r2']) {
        expect(settledBy(taskOf('public_report'), pageOf(presence, revision))).toBeUndefined()
        expect(settledBy(taskOf('sweep', { state: 'dismissed' }), pageOf(presence, revision))).toBeUndefined()
      }
    }
  })

  test.each(['sweep', 'superior', 'self_check'] as const)('from %s by a withdrawal, and by a take-down once a second person has confirmed it', (kind) => {
    expect(settledBy(taskOf(kind), pageOf('withdrawn', 'r2'))).toBe('withdrawn')
    expect(settledBy(taskOf(kind), pageOf('taken_down', 'r1', { takeDown: down }))).toBeUndefined()
    expect(settledBy(taskOf(kind), pageOf('taken_down', 'r1', { takeDown: { ...down, confirmedBy: 'two' } }))).toBe('taken_down')
    expect(settledBy(taskOf(kind), pageOf('live', 'r1'))).toBeUndefined()
  })

  test('from the sweep by another revision being public, from words by none', () => {
    expect(settledBy(taskOf('sweep'), pageOf('live', 'r2'))).toBe('corrected')
    for (const kind of ['superior', 'self_check'] as const) expect(settledBy(taskOf(kind), pageOf('live', 'r2'))).toBeUndefined()
  })
})

describe('the task of a year whose holidays are missing', () => {
  const task: CalendarTask = { id: 'a'.repeat(32), kind: 'calendar', unit: WHOLE_BODY, year: 2027, openedAt: AT, dueAt: AT, state: 'open', seq: 1, head: 'h' }

  test('is closed by nobody with words, whatever their post', () => {
    for (const role of ROLES) for (const closing of ['fixed', 'dismissed'] as const) expect(mayClose(task, who('x', role), closing, '已录入')).toBe('task_calendar')
  })

  test('is settled once the year is loaded, and not before', () => {
    expect(loadedBy(task, { years: [2025, 2026] })).toBeUndefined()
    expect(loadedBy(task, { years: [2026, 2027] })).toBe('loaded')
    expect(loadedBy({ ...task, state: 'fixed' }, { years: [2027] })).toBeUndefined()
    const closed = { at: AT, by: { person: 'system:clock', name: 'system:clock' }, how: 'loaded' } as const
    expect(closedTask(task, 'fixed', closed)).toStrictEqual({ ...task, state: 'fixed', closed })
  })
})

test('a task is late from its due time on, a closed one if it was closed so late', () => {
  const task = taskOf('superior')
  expect(isLate(task, '2026-11-25T15:59:59.999Z')).toBe(false)
  expect(isLate(task, task.dueAt)).toBe(true)
  const closed = (at: string) => isLate({ ...task, state: 'fixed', closed: { at, by: { person: 'r', name: 'r' }, how: 'answered' } }, '2027-01-01T00:00:00.000Z')
  expect([closed('2026-11-25T15:59:59.999Z'), closed(task.dueAt)]).toEqual([false, true])
})
