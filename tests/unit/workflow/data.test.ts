import { describe, expect, test } from 'vitest'
import type { CommandName } from '../../../shared/workflow/commands.ts'
import { EVENT_DATA, hoursAfter } from '../../../shared/workflow/data.ts'
import type { EventData } from '../../../shared/workflow/data.ts'
import { COMMAND_NAMES } from '../../../shared/workflow/may.ts'
import { digest, NOW, report, revision } from './world.ts'

const D = digest('bytes')
const seen = { revision: D, report: D }

/** What each event holds when it says all that it can. */
const FULL: { readonly [N in CommandName]: EventData<N> } = {
  create: { id: 'X', unit: 'dadui', type: 'notice', revision: revision('x', { hasChangeNote: true }), via: 'copy', reviews: ['first_review', 'screening', 'approval'] },
  save: { base: D, revision: revision('x'), via: 'import' },
  submit: { revision: D, urgent: true, note: '急' },
  recall: {},
  void: { reason: '重复' },
  pass: { review: 'screening', seen, opinion: '可', dispositions: { digest: D } },
  approve: { review: 'approval', seen, opinion: '发', releaseAt: NOW },
  return: { review: 'approval', seen, opinion: '改', findings: ['mobile'] },
  suggest: { review: 'approval', seen, text: '改' },
  refer: { seen, question: '问', to: '县保密局', findings: ['mark'] },
  resume: { seen, rulings: [{ finding: 'mark', text: '否', authority: '县保密局' }], text: '复' },
  withhold: { seen, ground: '16-1', reason: '内部事务', nextLook: '2027-03-01' },
  reopen: { reason: '变化' },
  correct: {},
  withdraw: { reason: 'expired' },
  take_down: { reason: 'privacy', note: '号码', until: NOW },
  confirm_take_down: {},
  restore: { note: '误撤' },
  set_banner: {},
  confirm_banner: {},
  clear_banner: {},
  ask_unseal: { reason: '审计' },
  confirm_unseal: { until: NOW },
  screen: { report: report('x', { counts: { block: 1, warn: 2, info: 3 } }), undisposed: 1 },
  publish: {
    published: { revision: D, version: 1, indexNumber: 'LJ-1', firstAt: NOW, at: NOW, allotted: D },
    files: { 'items/x.html': D }, template: 'page@1', positions: { all: 1 },
  },
  deliver: { seq: 3, files: { 'items/x.html': D } },
  lapse: {},
  remind: { step: 'due', dueAt: NOW, calendar: '2026', to: ['fang'] },
  unreached: { person: 'fang', notice: 'n1' },
  reached: { person: 'fang', notice: 'n2' },
  hold: { code: 'approver_gone' },
  expire: {},
}

const OPTIONAL: readonly string[] = ['note:submit', 'wishAt:submit', 'opinion:pass', 'dispositions:pass', 'opinion:approve', 'releaseAt:approve', 'findings:return', 'findings:refer']

describe.each(COMMAND_NAMES)('the event of %s', (name) => {
  const data: Readonly<Record<string, unknown>> = { ...FULL[name] }

  test('is read back with every value', () => {
    expect(EVENT_DATA[name].parse(data)).toEqual(data)
  })

  test('is not read without one that it must have', () => {
    for (const key of Object.keys(data)) {
      const { [key]: _, ...rest } = data
      const read = (): unknown => EVENT_DATA[name].parse(rest)
      if (OPTIONAL.includes(`${key}:${name}`)) expect(read()).toEqual(rest)
      else expect(read, key).toThrow()
    }
  })
})

test.each(['form', 'import', 'copy'] as const)('an item may come by %s', (via) => {
  expect(EVENT_DATA.create.parse({ ...FULL.create, via })).toMatchObject({ via })
})

test('an hour is an hour', () => {
  expect(hoursAfter('2026-03-02T01:00:00.000Z', 24)).toBe('2026-03-03T01:00:00.000Z')
})
