import type { Record } from '../../record/index.ts'
import type { Checked, FieldRule, FieldRules, Problem } from '../fields.ts'
import type { Form } from '../form.ts'
import { typed } from '../form.ts'
import { fromChinaTime } from '../time.ts'
import type { PageCommand } from '../words/commands.ts'
import type { Command } from '../../workflow/commands.ts'
import { reviewAt } from '../../workflow/separation.ts'
import { REMOVAL_REASONS, REVIEWS, WITHHOLDING_GROUNDS } from '../../workflow/states.ts'
import type { Review } from '../../workflow/states.ts'
import type { Instant, Item } from '../../workflow/types.ts'
import type { Visit } from './visit.ts'
import { readDispositions, readRulings } from './findings.ts'

/** What came of a command's form: the command, or what is wrong with its fields. */
export type Built = { readonly command: Command } | { readonly problems: readonly Problem[] }

/** One command as a form. */
export interface CommandSpec {
  readonly rules: FieldRules
  /** its page says what will happen and who is next, so that one press confirms it; decisions are checked once more */
  readonly direct?: true
  /** something leaves the portal, or a round ends */
  readonly danger?: true
  /** taken on the decision page, with the content beside it */
  readonly decision?: true
  readonly build: (checked: Checked<FieldRules>, form: Form, visit: Visit, record: Record) => Built | Promise<Built>
}

const words: FieldRule = { label: 'value.reason', max: 2000, required: true, multiline: true }
const opinion: FieldRule = { label: 'value.opinion', max: 2000, multiline: true }

const bare = (command: Command): CommandSpec => ({ rules: {}, direct: true, build: () => ({ command }) })

/** Whether the editor's wish for a release lies ahead or has passed; nothing where there is none. */
export function wishOf({ wishAt }: Pick<Item, 'wishAt'>, at: Instant): 'ahead' | 'passed' | undefined {
  if (wishAt === undefined) return undefined
  return wishAt > at ? 'ahead' : 'passed'
}

/** Every command that people give on a page, with its fields. */
export const SPECS: { readonly [C in PageCommand]: CommandSpec } = {
  submit: {
    rules: { urgent: { label: 'value.urgent', max: 3, choices: ['yes'] }, wishAt: { label: 'value.wishAt', max: 40 }, note: { label: 'value.note', max: 500, multiline: true } },
    direct: true,
    build: ({ of }, _, { item }) => {
      const wishAt = fromChinaTime(of('wishAt'))
      if (of('wishAt') !== '' && wishAt === undefined) return { problems: [{ field: 'wishAt', code: 'time' }] }
      return { command: { name: 'submit', revision: item.revision, urgent: of('urgent') === 'yes', ...(of('note') && { note: of('note') }), ...(wishAt && { wishAt }) } }
    },
  },
  recall: { ...bare({ name: 'recall' }), danger: true },
  void: { rules: { reason: words }, direct: true, danger: true, build: ({ of }) => ({ command: { name: 'void', reason: of('reason') } }) },
  pass: {
    rules: { opinion }, decision: true,
    build: async ({ of }, form, visit, record) => {
      const review = reviewOf(form, visit)
      const { revision, report } = seenBy(form)
      // Whoever has not seen what is there now is told that first.
      const present = revision === visit.item.revision && report === visit.item.report?.digest && review === visit.item.round
      if (review !== 'screening' || !present) return { command: { name: 'pass', review, seen: seenBy(form), ...(of('opinion') && { opinion: of('opinion') }) } }
      const read = await readDispositions(form, visit, record)
      if ('problems' in read) return read
      return { command: { name: 'pass', review, seen: seenBy(form), ...(of('opinion') && { opinion: of('opinion') }), dispositions: read } }
    },
  },
  approve: {
    rules: {
      opinion, release: { label: 'value.release', max: 3, choices: ['now', 'at'] }, releaseAt: { label: 'value.releaseAt', max: 40 },
    },
    decision: true,
    build: ({ of }, form, visit) => {
      // A wish that has passed is never taken for an answer.
      if (of('release') === '' && wishOf(visit.item, visit.facts.now) === 'passed') return { problems: [{ field: 'release', code: 'missing' }] }
      const releaseAt = of('release') === 'at' ? fromChinaTime(of('releaseAt')) : undefined
      if (of('release') === 'at' && releaseAt === undefined) {
        return { problems: [{ field: 'releaseAt', code: of('releaseAt') === '' ? 'missing' : 'time' }] }
      }
      return { command: { name: 'approve', review: reviewOf(form, visit), seen: seenBy(form), ...(of('opinion') && { opinion: of('opinion') }), ...(releaseAt && { releaseAt }) } }
    },
  },
  return: {
    rules: { opinion: { ...words, label: 'value.return' } }, decision: true,
    build: ({ of }, form, visit) => ({ command: { name: 'return', review: reviewOf(form, visit), seen: seenBy(form), opinion: of('opinion') } }),
  },
  suggest: {
    rules: { text: { ...words, label: 'value.text' } }, decision: true,
    build: ({ of }, form, visit) => ({ command: { name: 'suggest', review: reviewOf(form, visit), seen: seenBy(form), text: of('text') } }),
  },
  refer: {
    rules: { question: { ...words, label: 'value.question' }, to: { label: 'value.to', max: 100, required: true } }, decision: true,
    build: ({ of }, form) => ({ command: { name: 'refer', seen: seenBy(form), question: of('question'), to: of('to') } }),
  },
  resume: {
    rules: { text: { ...words, label: 'value.ruling' }, authority: { label: 'value.authority', max: 100, required: true } }, decision: true,
    build: async ({ of }, form, visit) => ({
      command: { name: 'resume', seen: seenBy(form), text: of('text'), rulings: readRulings(visit, of('text'), of('authority')) },
    }),
  },
  withhold: {
    rules: {
      ground: { label: 'value.ground', max: 10, required: true, choices: WITHHOLDING_GROUNDS }, reason: words,
      nextLook: { label: 'value.nextLook', max: 10, required: true, kind: 'date' },
    },
    decision: true,
    build: ({ of }, form) => {
      const ground = WITHHOLDING_GROUNDS.find((one) => one === of('ground'))
      if (!ground) return { problems: [{ field: 'ground', code: 'choice' }] }
      return { command: { name: 'withhold', seen: seenBy(form), ground, reason: of('reason'), nextLook: of('nextLook') } }
    },
  },
  reopen: { rules: { reason: words }, direct: true, build: ({ of }) => ({ command: { name: 'reopen', reason: of('reason') } }) },
  correct: bare({ name: 'correct' }),
  withdraw: {
    rules: { reason: { label: 'value.removal', max: 20, required: true, choices: REMOVAL_REASONS } }, direct: true,
    build: ({ of }) => {
      const reason = REMOVAL_REASONS.find((one) => one === of('reason'))
      return reason ? { command: { name: 'withdraw', reason } } : { problems: [{ field: 'reason', code: 'choice' }] }
    },
  },
  take_down: {
    rules: {
      reason: { label: 'value.removal', max: 20, required: true, choices: REMOVAL_REASONS },
      note: { ...words, label: 'value.takedown.note' },
    },
    danger: true,
    build: ({ of }) => {
      const reason = REMOVAL_REASONS.find((one) => one === of('reason'))
      return reason ? { command: { name: 'take_down', reason, note: of('note') } } : { problems: [{ field: 'reason', code: 'choice' }] }
    },
  },
  confirm_take_down: { ...bare({ name: 'confirm_take_down' }), danger: true },
  restore: {
    rules: { note: { ...words, label: 'value.restore.note' } }, direct: true,
    build: ({ of }) => ({ command: { name: 'restore', note: of('note') } }),
  },
  set_banner: bare({ name: 'set_banner' }),
  confirm_banner: bare({ name: 'confirm_banner' }),
  clear_banner: bare({ name: 'clear_banner' }),
  ask_unseal: { rules: { reason: words }, direct: true, build: ({ of }) => ({ command: { name: 'ask_unseal', reason: of('reason') } }) },
  confirm_unseal: bare({ name: 'confirm_unseal' }),
}

export function isPageCommand(name: string): name is PageCommand {
  return Object.hasOwn(SPECS, name)
}

/** What the person had before them, by the form that they sent: whoever names nothing, or two, has seen nothing. */
export function seenBy(form: Form): { readonly revision: string, readonly report?: string } {
  const one = (name: string): string => form.texts.get(name)?.length === 1 ? typed(form, name) : ''
  const report = one('seen_report')
  return { revision: one('seen_revision'), ...(report && { report }) }
}

/** The review that the form was made for; the rule tells whether the item still stands there. */
function reviewOf(form: Form, { item }: Visit): Review {
  const named = form.texts.get('review')?.[0]
  return REVIEWS.find((review) => review === named) ?? reviewAt(item) ?? item.reviews.at(-1) ?? 'approval'
}
