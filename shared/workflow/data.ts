import * as z from 'zod/mini'
import type { Command, CommandName, CommandOf } from './commands.ts'
import { HOLD_CODES, ITEM_TYPES, REMINDER_STEPS, REMOVAL_REASONS, REVIEWS, WITHHOLDING_GROUNDS } from './states.ts'
import type { ItemType, Review } from './states.ts'
import type { Digest, Instant } from './types.ts'

/**
 * What an event says besides the command's own values, so that replay needs no setting of its time; and of dispositions
 * their digest only, since texts of any length lie in the record bucket.
 */
interface Derived {
  create: { readonly reviews: readonly Review[] }
  pass: { readonly dispositions?: { readonly digest: Digest } }
  take_down: { readonly until: Instant }
  confirm_unseal: { readonly until: Instant }
}

/** The data of an event: the command's values, and what was derived from them. */
export type EventData<N extends CommandName> =
  Omit<CommandOf<N>, 'name' | 'dispositions'> & (N extends keyof Derived ? Derived[N] : unknown)

/** Reads and checks what an event holds; throws a ZodError on anything else. */
export interface DataSchema<N extends CommandName> { parse(data: unknown): EventData<N> }

const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/))
const instant = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/))
const count = z.int().check(z.nonnegative())
const review = z.enum(REVIEWS)
const seen = z.object({ revision: digest, report: z.optional(digest) })
const names = z.optional(z.array(z.string()))
const files = z.record(z.string(), digest)
const itemType = z.custom<ItemType>((value) => typeof value === 'string' && Object.hasOwn(ITEM_TYPES, value))
const removal = z.enum(REMOVAL_REASONS)

const revision = z.object({
  digest, title: z.string(), column: z.string(), openness: z.enum(['proactive', 'on_request', 'withheld']),
  hasChangeNote: z.optional(z.literal(true)), publicUntil: z.optional(instant),
})
const report = z.object({
  digest, revision: digest, edition: z.string(), counts: z.object({ block: count, warn: count, info: count }),
})
const published = z.object({
  revision: digest, version: count, indexNumber: z.string(), firstAt: instant, at: instant, allotted: digest,
})
const decision = { review, seen }
const nothing = z.object({})

/** What each event must hold. Texts of length are the form's matter; here it is whether a trail can be read back. */
export const EVENT_DATA: { readonly [N in CommandName]: DataSchema<N> } = {
  create: z.object({
    id: z.string(), unit: z.string(), type: itemType, revision, via: z.enum(['form', 'import', 'copy']), reviews: z.array(review),
  }),
  save: z.object({ base: digest, revision, via: z.enum(['form', 'import']) }),
  submit: z.object({ revision: digest, urgent: z.boolean(), note: z.optional(z.string()), wishAt: z.optional(instant) }),
  recall: nothing,
  void: z.object({ reason: z.string() }),
  pass: z.object({ ...decision, opinion: z.optional(z.string()), dispositions: z.optional(z.object({ digest })) }),
  approve: z.object({ ...decision, opinion: z.optional(z.string()), releaseAt: z.optional(instant) }),
  return: z.object({ ...decision, opinion: z.string(), findings: names }),
  suggest: z.object({ ...decision, text: z.string() }),
  refer: z.object({ seen, question: z.string(), to: z.string(), findings: names }),
  resume: z.object({
    seen, rulings: z.array(z.object({ finding: z.string(), text: z.string(), authority: z.string() })), text: z.string(),
  }),
  withhold: z.object({ seen, ground: z.enum(WITHHOLDING_GROUNDS), reason: z.string(), nextLook: z.string() }),
  reopen: z.object({ reason: z.string() }),
  correct: nothing,
  withdraw: z.object({ reason: removal }),
  take_down: z.object({ reason: removal, note: z.string(), until: instant }),
  confirm_take_down: nothing,
  restore: z.object({ note: z.string() }),
  set_banner: nothing,
  confirm_banner: nothing,
  clear_banner: nothing,
  ask_unseal: z.object({ reason: z.string() }),
  confirm_unseal: z.object({ until: instant }),
  screen: z.object({ report, undisposed: count }),
  publish: z.object({ published, files, template: z.string(), positions: z.record(z.string(), count) }),
  deliver: z.object({ seq: count, files }),
  lapse: nothing,
  remind: z.object({ step: z.enum(REMINDER_STEPS), dueAt: instant, calendar: z.string(), to: z.array(z.string()) }),
  unreached: z.object({ person: z.string(), notice: z.string() }),
  reached: z.object({ person: z.string(), notice: z.string() }),
  hold: z.object({ code: z.enum(HOLD_CODES) }),
  expire: nothing,
}

/** How long a take-down stands unconfirmed, and how long sealed versions stay open. */
export const TAKE_DOWN_HOURS = 24
export const UNSEAL_HOURS = 24

/**
 * The data of the event that a command makes at `now`: its values without those that are absent, and what derives
 * from them.
 */
export function eventData(command: Command, now: Instant): Record<string, unknown> {
  const data: Record<string, unknown> = { ...command, ...derived(command, now) }
  return Object.fromEntries(Object.entries(data).filter(([key, value]) => key !== 'name' && value !== undefined))
}

function derived(command: Command, now: Instant): Record<string, unknown> {
  if (command.name === 'create') return { reviews: ITEM_TYPES[command.type] }
  if (command.name === 'pass') return { dispositions: command.dispositions && { digest: command.dispositions.digest } }
  if (command.name === 'take_down') return { until: hoursAfter(now, TAKE_DOWN_HOURS) }
  return command.name === 'confirm_unseal' ? { until: hoursAfter(now, UNSEAL_HOURS) } : {}
}

/** @returns the instant that many hours later */
export function hoursAfter(at: Instant, hours: number): Instant {
  return new Date(Date.parse(at) + hours * 3_600_000).toISOString()
}
