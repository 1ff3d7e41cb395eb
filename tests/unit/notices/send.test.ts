import { beforeEach, expect, test } from 'vitest'
import { shippedCalendar } from '../../../shared/calendar/index.ts'
import type { Person, Preferences } from '../../../shared/identity/index.ts'
import { deadLetterOf } from '../../../shared/notices/dead-letter.ts'
import type { Group } from '../../../shared/notices/groups.ts'
import type { Telling } from '../../../shared/notices/letter.ts'
import { reminderText } from '../../../shared/notices/reminder.ts'
import { sendDue } from '../../../shared/notices/send.ts'
import type { SendMeans, Tally } from '../../../shared/notices/send.ts'
import type { Mail, Sent } from '../../../shared/notices/smtp.ts'
import { waiting } from '../../../shared/notices/store.ts'
import { tellItem } from '../../../shared/notices/tell.ts'
import type { Draft, Notice } from '../../../shared/notices/types.ts'
import type { Request, TrailEvent } from '../../../shared/record/index.ts'
import type { Task } from '../../../shared/tasks/index.ts'
import { sayIn } from '../../../shared/web/words.ts'
import { Story } from '../workflow/world.ts'

let now: Date
let story: Story
let rows: Map<string, Notice>
let mails: Mail[]
let messages: { readonly notice: Notice, readonly telling: Telling }[]
let commands: Request[]
let gaveUp: Notice[]
let left: Notice[]
let cannotLeave: boolean
let troubled: Notice[]
let sent: (to: string) => Sent
let preferences: Preferences
let tasks: Map<string, Task['state']>
let cursor: number
let cannotLink: boolean
let groupsOfUnit: readonly Group[]

beforeEach(() => {
  now = new Date('2026-03-02T03:00:00.000Z')
  story = new Story()
  rows = new Map()
  mails = []
  messages = []
  commands = []
  gaveUp = []
  left = []
  cannotLeave = false
  troubled = []
  sent = () => ({ kind: 'sent' })
  preferences = { lang: 'zh', mails: 'single' }
  tasks = new Map()
  cursor = 0
  cannotLink = false
  groupsOfUnit = []
})

const person = (id: string): Person => ({ id, name: `名${id}`, email: `${id}@x.example`, grants: [], signIns: [] })

function means(): SendMeans {
  return {
    notices: {
      add: async (draft, at) => {
        const notice = waiting(draft, at.toISOString())
        if (rows.has(notice.id)) return false
        rows.set(notice.id, notice)
        return true
      },
      due: async (until) => [...rows.values()].filter(({ state, nextAt }) => state === 'waiting' && nextAt <= until),
      claim: async (notice, at) => {
        const there = rows.get(notice.id)
        if (there?.nextAt !== notice.nextAt || there.attempts !== notice.attempts || there.state !== notice.state) return undefined
        const taken = { ...notice, attempts: notice.attempts + 1, nextAt: new Date(at.getTime() + 120_000).toISOString() }
        rows.set(notice.id, taken)
        return taken
      },
      replace: async (held, after) => {
        const same = rows.get(held.id) === held
        if (same) rows.set(held.id, after)
        return same
      },
    },
    record: {
      item: async () => story.item,
      report: async (digest) => ({ revision: story.it.revision, edition: digest, lists: [], findings: [], counts: { block: 0, warn: 0, info: 0 } }),
      execute: async (request) => {
        commands.push(request)
        return { kind: 'unchanged', item: story.it }
      },
    },
    identity: { person: async (id) => person(id), candidates: async () => [...story.people], preferences: async () => preferences },
    tasks: { task: async (id) => {
      const state = tasks.get(id)
      return state && { id, kind: 'sweep', unit: 'dadui', item: '', revision: '', editor: '', openedAt: '', dueAt: '', state, seq: 1, head: '' }
    } },
    calendar: shippedCalendar,
    post: { send: async (mail) => {
      mails.push(mail)
      return sent(mail.to.address)
    }, close: () => {} },
    groupsOf: () => groupsOfUnit,
    groups: { send: async (notice, telling) => {
      messages.push({ notice, telling })
      return sent('group')
    } },
    body: {
      name: '大队', shortName: '大队', contact: { address: '', phone: '', email: '' }, siteCode: '', indexPrefix: '', units: [{ id: 'dadui', name: '大队' }],
      columns: [{ id: 'notices', name: '通知公告' }], tasks: { sweepHour: 2, dueDays: { block: 1, warn: 1, public_report: 1, superior: 1, self_check: 1 } },
    },
    origin: 'https://console.example', linkOf: async ({ id, person: to }) => {
      if (to === 'fang' && cannotLink) throw new Error('no link')
      return `https://console.example/${id.slice(0, 8)}`
    }, dueOf: () => '2026-03-04T16:00:00.000Z',
    now: () => now, hasTime: () => true, leave: async (notice) => {
      if (cannotLeave) throw new Error('no queue')
      left.push(notice)
    }, gaveUp: (notice) => gaveUp.push(notice), troubled: (notice) => troubled.push(notice),
  }
}

function add(draft: Draft): Notice {
  const notice = waiting(draft, now.toISOString())
  rows.set(notice.id, notice)
  return notice
}

/** Makes the notices of the story so far. */
async function tell(groups: readonly Group[] = []): Promise<Notice[]> {
  const trail = story.events.map((event): TrailEvent => ({ ...event, v: 1, chain: '', prev: '', salt: '', channel: 'page' }))
  return tellItem({
    notices: {
      told: async () => cursor, mark: async () => undefined, setMark: async () => {}, missed: async () => [],
      advance: async (_, { after }, made) => {
        cursor = after
        for (const notice of made) rows.set(notice.id, notice)
        return true
      },
    },
    record: { trail: async () => trail },
    identity: { candidates: async () => [...story.people] }, groups: () => groups, now,
  }, '01HZY0000000000000000000AA')
}

const send = (own: readonly Notice[] = []): Promise<Tally> => sendDue(means(), own)
const states = (): string[] => [...rows.values()].map(({ person: to, channel, state }) => `${to ?? channel} ${state}`).toSorted()

test('a group hears of each hand-over once, whoever is asked, and is led to the item without its title', async () => {
  story.drafted().submitted().screened()
  await tell(['wecom', 'dingtalk'])
  expect(await send()).toEqual({ sent: 4, later: 0, failed: 0, dropped: 0 })
  expect(messages.map(({ notice }) => [notice.channel, notice.names])).toEqual([['wecom', ['方初审', '高初审']], ['dingtalk', ['方初审', '高初审']]])
  expect(await tell(['wecom', 'dingtalk'])).toEqual([])
})

test('a group that cannot be reached is given up like a mail, and holds up nobody; the item is not told of it', async () => {
  story.drafted().submitted().screened()
  await tell(['wecom'])
  sent = (to) => to === 'group' ? { kind: 'later', failure: 'configuration', down: false, answer: 93000 } : { kind: 'sent' }
  for (const minutes of [0, 1, 5, 30, 120, 360]) {
    now = new Date(now.getTime() + (minutes * 60 + 1) * 1000)
    await send()
  }
  expect(states()).toEqual(['fang sent', 'gao sent', 'wecom failed'])
  expect(gaveUp).toMatchObject([{ channel: 'wecom', failure: 'configuration', answer: 93000 }])
  expect(commands).toEqual([])
})

test('somebody who is refused for good is told to the item before the notice is given up', async () => {
  story.drafted().submitted().screened()
  await tell()
  sent = (to) => to.startsWith('fang') ? { kind: 'never', failure: 'refused', answer: 550 } : { kind: 'sent' }
  await send()
  expect(states()).toEqual(['fang failed', 'gao sent'])
  expect(commands).toMatchObject([{ command: { name: 'unreached', person: 'fang' }, actor: { person: 'system:notify' } }])
})

test('a server that is down is not asked for every mail, and the rest is not counted as tried', async () => {
  story.drafted().submitted().screened()
  await tell()
  sent = () => ({ kind: 'later', failure: 'unanswered', down: true })
  await send()
  expect(mails).toHaveLength(1)
  expect([...rows.values()].map(({ attempts }) => attempts).toSorted((one, other) => one - other)).toEqual([0, 1])
})

test('a request waits for screening so that its title can be shown, and for ten minutes at most', async () => {
  story.drafted().submitted()
  await tell()
  await send()
  expect(mails).toEqual([])
  now = new Date(now.getTime() + 11 * 60_000)
  await send()
  expect(mails.map(({ subject }) => subject)).toEqual(['请初审：稿件 01HZY0000000000000000000AA', '请初审：稿件 01HZY0000000000000000000AA'])
})

test('what a sweep has found goes to each person in one mail, without what is settled meanwhile', async () => {
  story.live()
  for (const task of ['a', 'b', 'c']) {
    tasks.set(task, task === 'b' ? 'fixed' : 'open')
    add({ kind: 'task_opened', channel: 'mail', unit: 'dadui', person: 'han', item: story.it.id, task })
  }
  await send()
  expect(mails.map(({ subject }) => subject)).toEqual(['三审提醒汇总：2 项（2026年3月2日）'])
  expect(states()).toEqual(['han dropped', 'han sent', 'han sent'])
})

test('who wants one mail a day gets it in the morning; what is urgent comes at once', async () => {
  preferences = { lang: 'en', mails: 'digest' }
  story.drafted().submitted().screened()
  await tell()
  await send()
  expect(mails).toEqual([])
  const urgent = add({ kind: 'task_late', channel: 'mail', unit: 'dadui', person: 'fang', task: 'x' })
  tasks.set('x', 'open')
  await send([urgent])
  expect(mails.map(({ subject }) => subject)).toEqual(['A problem is overdue: problem x'])
  now = new Date('2026-03-03T00:30:00.000Z')
  await send()
  expect(mails.slice(1).map(({ to, subject }) => `${to.address} ${subject}`)).toEqual(['fang@x.example Daily digest: 1 (3 Mar 2026)', 'gao@x.example Daily digest: 1 (3 Mar 2026)'])
})

test('a mail that cannot be made up is tried again, and keeps no other from being sent', async () => {
  story.drafted().submitted().screened()
  await tell()
  cannotLink = true
  expect(await send()).toEqual({ sent: 1, later: 1, failed: 0, dropped: 0 })
  expect(troubled).toMatchObject([{ person: 'fang' }])
  cannotLink = false
  now = new Date(now.getTime() + 61_000)
  expect(await send()).toEqual({ sent: 1, later: 0, failed: 0, dropped: 0 })
})

test('a group hears once of what the clock finds late, rehearsed or passed, with nothing of what it is about', async () => {
  story.drafted().submitted().screened()
  groupsOfUnit = ['wecom', 'dingtalk']
  tasks.set('x', 'open')
  const about = { channel: 'mail', unit: 'dadui' } as const
  for (const to of ['han', 'liu']) {
    add({ ...about, kind: 'task_late', person: to, task: 'x', item: story.it.id, dueAt: '2026-03-01T16:00:00.000Z' })
    add({ ...about, kind: 'task_opened', person: to, task: 'x', item: story.it.id })
    add({ ...about, kind: 'rehearsal', person: to, days: ['2026-04-04', '2026-04-06'], mark: '2026-04-04', names: ['刘主要'] })
    add({ ...about, kind: 'release_passed', person: to, item: story.it.id, enteredAt: story.it.enteredAt, days: ['2026-03-02T02:00:00.000Z'], mark: 'w' })
  }
  await send()
  expect(messages.map(({ notice }) => `${notice.channel} ${notice.kind} ${notice.names?.join('、')}`).toSorted()).toEqual(
    ['wecom', 'dingtalk'].flatMap((channel) => ['rehearsal', 'release_passed', 'task_late'].map((kind) => `${channel} ${kind} 韩复审、刘主要`)).toSorted())
  const texts = messages.map(({ notice, telling }) => reminderText({ ...telling, names: notice.names ?? [] }, sayIn('zh'), 'zh'))
  expect(texts.join('\n')).not.toMatch(/限行|@|《/u)
  expect(texts[0]).toMatch(/^韩复审、刘主要：问题处置已逾期\n栏目：通知公告 · 大队\n办结期限：/u)
  expect(texts.find((text) => text.includes('预演'))).toContain('日期：2026-04-04 2026-04-06')
  expect(texts.find((text) => text.includes('已过'))).toContain('希望的发布时间：2026年3月2日 10:00')
  await send()
  expect(messages).toHaveLength(6)
})

test('a message to a group that cannot be made keeps no mail from being sent', async () => {
  groupsOfUnit = ['wecom']
  tasks.set('x', 'open')
  add({ kind: 'task_late', channel: 'mail', unit: 'dadui', person: 'han', task: 'x' })
  const broken = means()
  await sendDue({ ...broken, notices: { ...broken.notices, add: async () => { throw new Error('busy') } } })
  expect(states()).toEqual(['han sent'])
  expect(troubled).toMatchObject([{ channel: 'wecom' }])
})

test('who is reached after all is marked so, by the notice that could not be sent or by a later one; nobody else is', async () => {
  story.drafted().submitted().screened()
  story.tell('system:notify', { name: 'unreached', person: 'fang', notice: 'n1' })
  await tell()
  await send()
  expect(states()).toEqual(['fang sent', 'gao sent'])
  expect(commands).toMatchObject([{ command: { name: 'reached', person: 'fang' }, actor: { person: 'system:notify' }, itemId: story.it.id }])
})

test('who is given up is left with the queue first, by ids and codes alone', async () => {
  story.drafted().submitted().screened()
  await tell()
  sent = () => ({ kind: 'never', failure: 'refused', answer: 550 })
  await send()
  const letters = left.map(deadLetterOf)
  expect(letters).toHaveLength(2)
  expect(Object.keys(letters[0] ?? {}).toSorted()).toEqual(['answer', 'at', 'attempts', 'channel', 'failure', 'item', 'kind', 'notice', 'person', 'unit'])
  expect(letters[0]).toMatchObject({ kind: 'act', item: story.it.id, person: 'fang', attempts: 1, failure: 'refused', answer: 550, at: now.toISOString() })
  expect(JSON.stringify(letters)).not.toMatch(/@|名|关于|方初审/u)
})

test('what the queue does not take is not given up: it is tried again, ever more seldom, until the queue takes it', async () => {
  story.drafted().submitted().screened()
  await tell()
  sent = (to) => to.startsWith('fang') ? { kind: 'never', failure: 'refused', answer: 550 } : { kind: 'sent' }
  cannotLeave = true
  for (const minutes of [0, 1, 5, 30, 120, 360, 360]) {
    now = new Date(now.getTime() + (minutes * 60 + 1) * 1000)
    await send()
  }
  expect(states()).toEqual(['fang waiting', 'gao sent'])
  expect(mails.filter(({ to }) => to.address.startsWith('fang'))).toHaveLength(7)
  expect([gaveUp, troubled.length]).toEqual([[], 7])
  cannotLeave = false
  now = new Date(now.getTime() + 361 * 60_000)
  await send()
  expect(states()).toEqual(['fang failed', 'gao sent'])
  expect([left.length, gaveUp.length]).toEqual([1, 1])
})

test('what is older than a week is not told any more', async () => {
  story.drafted().submitted().screened()
  now = new Date(now.getTime() + 8 * 86_400_000)
  expect(await tell()).toEqual([])
  expect(cursor).toBe(story.it.seq)
})
