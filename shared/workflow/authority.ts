import type { CommandName } from './commands.ts'
import { COMMAND_NAMES } from './may.ts'
import type { Presence, Role, Round } from './states.ts'
import { PRESENCES, ROUNDS } from './states.ts'
import { ruleOf } from './table.ts'
import type { CommandRule, Need, Requirement, RoundTarget, Separation } from './table.ts'
import type { SystemActor } from './types.ts'

/** The words that the table is written in: a catalogue has to know them all. */
export type AuthorityKey =
  | `done.${CommandName}` | `role.${Role}` | `round.${Round}` | `presence.${Presence}`
  | `system.${SystemActor}` | `goes.${Exclude<RoundTarget, Round>}` | 'goes.public' | 'goes.back' | `apart.${Separation}`
  | `asks.${Requirement}` | `shows.${Need}` | `table.${(typeof HEADINGS)[number]}`
  | 'who.reviewer' | 'review.last' | 'review.not_last' | 'table.any' | 'table.none' | 'table.new'

const HEADINGS = ['command', 'who', 'from', 'presence', 'to', 'apart', 'asks', 'shows'] as const

/**
 * Who may do what, from the table of commands.
 *
 * @param say gives a word of the catalogue in the language of the table
 * @param separator stands between several words
 * @returns a Markdown table with one row for each command
 */
export function authorityTable(say: (key: AuthorityKey) => string, separator: string): string {
  const some = (words: readonly string[]): string => words.length === 0 ? say('table.none') : words.join(separator)
  const rows = COMMAND_NAMES.map((name) => {
    const rule = ruleOf(name)
    return [
      say(`done.${name}`), some(who(rule, say)), some(from(rule, say)), some(presence(rule, say)), some(to(rule, say)),
      rule.separation ? say(`apart.${rule.separation}`) : say('table.none'),
      some(rule.requires.map((requirement) => say(`asks.${requirement}`))), some(rule.needs.map((need) => say(`shows.${need}`))),
    ]
  })
  return [HEADINGS.map((heading) => say(`table.${heading}`)), HEADINGS.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

type Say = (key: AuthorityKey) => string

function who({ who: people }: CommandRule, say: Say): string[] {
  if (people === 'reviewer') return [say('who.reviewer')]
  return 'system' in people ? people.system.map((name) => say(`system.${name}`)) : people.map((role) => say(`role.${role}`))
}

function from({ rounds, review }: CommandRule, say: Say): string[] {
  if (rounds.length === 0) return [say('table.new')]
  if (review) return [say(`review.${review}`)]
  return rounds.length === ROUNDS.length ? [say('table.any')] : rounds.map((round) => say(`round.${round}`))
}

function presence({ presences }: CommandRule, say: Say): string[] {
  return presences.length === PRESENCES.length ? [say('table.any')] : presences.map((one) => say(`presence.${one}`))
}

function to({ to: target, becomes }: CommandRule, say: Say): string[] {
  const round = say(isRound(target) ? `round.${target}` : `goes.${target}`)
  if (becomes === undefined) return [round]
  return [round, say(becomes === 'kind' ? 'goes.public' : becomes === 'back' ? 'goes.back' : `presence.${becomes}`)]
}

function isRound(target: RoundTarget): target is Round {
  return ROUNDS.some((round) => round === target)
}
