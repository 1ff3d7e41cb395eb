import type { PageCommand } from '../words/commands.ts'
import { rolesFor } from '../../workflow/may.ts'
import { nextPeople, worksOn } from '../../workflow/staffing.ts'
import { ruleOf } from '../../workflow/table.ts'
import type { Candidate, RefusalCode } from '../../workflow/types.ts'
import type { Visit } from './visit.ts'

/** Who could take a command that is refused to this person. */
export function othersFor(command: PageCommand, code: RefusalCode, { item, people, actor }: Visit): readonly Candidate[] {
  if (code === 'not_own_item') return people.filter(({ person, roles }) => roles.includes('editor') && worksOn(item, person))
  if (code !== 'not_second_person') return nextPeople(item, people)
  const wanted = rolesFor(ruleOf(command), item)
  return people.filter(({ person, roles }) => person !== actor.person && roles.some((role) => wanted.includes(role)))
}
