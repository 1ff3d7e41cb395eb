import { describe, expect, test } from 'vitest'
import { tellTasks } from '../../../functions/clock/tell-tasks.ts'
import { remindedAt } from '../../../functions/clock/watch.ts'
import { noticeId } from '../../../shared/notices/ids.ts'
import type { Draft } from '../../../shared/notices/index.ts'
import type { Register, RegisterWrite } from '../../../shared/record/index.ts'
import type { PageTask, Task } from '../../../shared/tasks/index.ts'
import { WHOLE_BODY } from '../../../shared/tasks/index.ts'
import type { Candidate } from '../../../shared/workflow/types.ts'
import { digest, PEOPLE, Story } from '../workflow/world.ts'

const task = (id: string, openedAt: string, dueAt: string): PageTask => ({
  id, kind: 'self_check', unit: 'dadui', item: 'I1', revision: digest('a'), editor: 'chen', openedAt, dueAt, state: 'open', seq: 1, head: digest('h'),
})

/** Minutes that follow each other over the same tasks. */
class Minutes {
  readonly open: Task[] = []
  readonly told = new Map<string, Draft>()
  register: Register | undefined
  marks = 0
  dies = false

  tell(at: string): Promise<number> {
    return tellTasks({
      at: new Date(at), units: ['dadui'], hasTime: () => true, candidates: async () => PEOPLE, administrators: async () => ['admin1', 'admin2'],
      tasks: { open: async (unit) => ({ tasks: this.open.filter((one) => one.unit === unit) }) },
      notices: { add: async (draft) => {
        if (this.dies && this.told.size > 0) throw new Error('died')
        const id = noticeId(draft)
        if (this.told.has(id)) return false
        this.told.set(id, draft)
        return true
      } },
      record: {
        register: async () => this.register,
        writeRegisters: async ([write]: readonly RegisterWrite[]) => {
          if (!write) throw new Error('nothing to write')
          this.marks += 1
          this.register = { value: write.value, version: write.version }
        },
      },
    })
  }

  people(kind: Draft['kind']): (string | undefined)[] {
    return [...this.told.values()].filter((draft) => draft.kind === kind).map(({ person }) => person)
  }
}

describe('a task', () => {
  test('is told once to whoever wrote the page and to those who screen; late, to the heads as well', async () => {
    const minutes = new Minutes()
    minutes.open.push(task('T1', '2026-03-02T01:00:00.000Z', '2026-03-04T16:00:00.000Z'))
    expect(await minutes.tell('2026-03-02T01:01:00.000Z')).toBe(3)
    expect(minutes.people('task_opened')).toEqual(['chen', 'han', 'hu'])
    expect(await minutes.tell('2026-03-02T01:02:00.000Z')).toBe(0)
    expect(await minutes.tell('2026-03-04T16:00:00.000Z')).toBe(4)
    expect(minutes.people('task_late')).toEqual(['chen', 'han', 'hu', 'liu'])
    expect(await minutes.tell('2026-03-04T16:01:00.000Z')).toBe(0)
  })

  test('that was opened while the clock stood still is told by the next minute', async () => {
    const minutes = new Minutes()
    await minutes.tell('2026-03-02T01:00:00.000Z')
    minutes.open.push(task('T1', '2026-03-02T05:00:00.000Z', '2026-03-20T16:00:00.000Z'))
    expect(await minutes.tell('2026-03-05T01:00:00.000Z')).toBe(3)
  })

  test('is told to everybody by the minute after one that died', async () => {
    const minutes = new Minutes()
    minutes.open.push(task('T1', '2026-03-02T01:00:00.000Z', '2026-03-04T16:00:00.000Z'))
    minutes.dies = true
    await expect(minutes.tell('2026-03-02T01:01:00.000Z')).rejects.toThrow('died')
    minutes.dies = false
    await minutes.tell('2026-03-02T03:00:00.000Z')
    expect(minutes.people('task_opened')).toEqual(['chen', 'han', 'hu'])
  })

  test('costs no writing in a minute that tells nothing, but for the mark of the hour', async () => {
    const minutes = new Minutes()
    await minutes.tell('2026-03-02T01:00:00.000Z')
    for (let minute = 1; minute < 60; minute += 1) await minutes.tell(new Date(Date.parse('2026-03-02T01:00:00.000Z') + minute * 60_000).toISOString())
    expect(minutes.marks).toBe(1)
    await minutes.tell('2026-03-02T02:00:01.000Z')
    expect(minutes.marks).toBe(2)
  })
})

describe('the task of a year whose holidays are missing', () => {
  test('is told once to the administrators and to nobody else, when it is opened and when it is late', async () => {
    const minutes = new Minutes()
    minutes.open.push({
      id: 'Y', kind: 'calendar', unit: WHOLE_BODY, year: 2027, openedAt: '2026-11-02T01:00:00.000Z', dueAt: '2026-12-14T16:00:00.000Z',
      state: 'open', seq: 1, head: digest('h'),
    })
    expect(await minutes.tell('2026-11-02T01:01:00.000Z')).toBe(2)
    expect(await minutes.tell('2026-11-02T01:02:00.000Z')).toBe(0)
    expect(minutes.people('calendar_missing')).toEqual(['admin1', 'admin2'])
    await minutes.tell('2026-12-14T16:00:00.000Z')
    expect(minutes.people('calendar_late')).toEqual(['admin1', 'admin2'])
    expect([...minutes.told.values()].every(({ year }) => year === 2027)).toBe(true)
  })
})

describe('a reminder goes to', () => {
  const { it: item } = new Story().at('first_review')
  const to = (step: 'before' | 'due' | 'deputy' | 'head', people: readonly Candidate[] = PEOPLE): string[] => remindedAt(step, item, people).map(({ person }) => person)

  test('those who may decide, before and at its time', () => {
    expect(to('before')).toEqual(['fang', 'gao'])
    expect(to('due')).toEqual(['fang', 'gao'])
  })
  test('the others of that post once it is late or, where all of them know, those who wait for it', () => {
    expect(to('deputy')).toEqual(['han', 'hu'])
    expect(to('deputy', PEOPLE.map((one) => one.person === 'gao' ? { ...one, away: '2026-03-09T00:00:00.000Z' } : one))).toEqual(['gao'])
    expect(to('deputy', PEOPLE.filter(({ roles }) => !roles.includes('screening_reviewer')))).toEqual(['liu'])
  })
  test('the head of the unit at last', () => {
    expect(to('head')).toEqual(['liu'])
  })
})
