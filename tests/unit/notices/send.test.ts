import { beforeEach, expect, test } from 'vitest'
import { shippedCalendar } from '../../../shared/calendar/index.ts'
import type { Person, Preferences } from '../../../shared/identity/index.ts'
import { deadLetterOf } from '../../../shared/notices/dead-letter.ts'
import type { Telling } from '../../../shared/notices/letter.ts'
import { sendDue } from '../../../shared/notices/send.ts'
import type { SendMeans, Tally } from '../../../shared/notices/send.ts'
import type { Mail, Sent } from '../../../shared/notices/smtp.ts'
import { waiting } from '../../../shared/notices/store.ts'
import { tellItem } from '../../../shared/notices/tell.ts'
import type { Draft, Notice } from '../../../shared/notices/types.ts'
import type { Request, TrailEvent } from '../../../shared/record/index.ts'
import type { Task } from '../../../shared/tasks/index.ts'
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
})

const person = (id: string): Person => ({ id, name: `名${id}`, email: `${id}@x.example`, grants: [], signIns: [] })

function means(): SendMeans {
  return {
    notices: {
      due: async (until) => [...rows.values()].filter(({ state, nextAt }) => state === 'waiting' && nextAt <= until),
      claim: async (notice, at) => {
        if (rows.get(notice.id) !== notice) return undefined
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
async function tell(groups: readonly ('wecom' | 'dingtalk')[] = []): Promise<Notice[]> {
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
