import { PRESENCES, REVIEWER, REVIEWS, ROLES, ROUNDS } from '../workflow/states.ts'
import type { Candidate, Refused } from '../workflow/types.ts'
import type { Said } from './errors.ts'
import { sayError, WebError } from './errors.ts'
import type { PageRequest } from './request.ts'
import { clockTime } from './time.ts'
import type { Values } from './words.ts'
import { list } from './words.ts'

type Refusal = Pick<Refused, 'code' | 'values'>

/** A refusal as a page says it: codes in words, people by name. `others` are those who could act instead. */
export function sayRefusal(request: PageRequest, refusal: Refusal, others: readonly Candidate[]): Said {
  return sayError(refusal.code, request.lang, valuesOf(request, refusal, others))
}

/** A refusal that ends the request. */
export function refusedError(request: PageRequest, refusal: Refusal, others: readonly Candidate[]): WebError {
  return new WebError(refusal.code, valuesOf(request, refusal, others))
}

function valuesOf(request: PageRequest, { values }: Refusal, others: readonly Candidate[]): Values {
  const { say, lang } = request
  const said = new Map(Object.entries(values).map(([name, value]) =>
    [name, list(lang, (typeof value === 'string' ? [value] : value).map((text) => wordOf(request, name, text)))]))
  const named = said.get('people') || list(lang, others.map(({ name }) => name))
  return {
    round: '', presence: '', missing: '', by: say('others.somebody'), ...Object.fromEntries(said),
    others: named || say('others.nobody'), who: said.get('roles') ?? say('others.nobody'),
  }
}

function wordOf({ say, lang }: PageRequest, name: string, text: string): string {
  switch (name) {
    case 'round': case 'review': {
      const round = ROUNDS.find((one) => one === text)
      return round ? say(`round.${round}`) : text
    }
    case 'missing': {
      const review = REVIEWS.find((one) => one === text)
      return review ? say(`role.${REVIEWER[review]}`) : text
    }
    case 'presence': {
      const presence = PRESENCES.find((one) => one === text)
      return presence ? say(`presence.${presence}`) : text
    }
    case 'roles': {
      const role = ROLES.find((one) => one === text)
      return role ? say(`role.${role}`) : text
    }
    case 'at': case 'until': case 'limit': return clockTime(text, lang)
    default: return text
  }
}
