import { linkState } from '../../shared/identity/index.ts'
import type { Link, LinkState, Person } from '../../shared/identity/index.ts'
import { now } from '../../shared/now.ts'
import { onBehalfOf } from '../../shared/web/review/behalf.ts'
import type { Visit } from '../../shared/web/review/visit.ts'
import type { PageRequest } from '../../shared/web/request.ts'
import { covers } from '../../shared/workflow/covers.ts'
import { REVIEWER } from '../../shared/workflow/states.ts'
import type { Actor, Candidate, Item } from '../../shared/workflow/types.ts'
import { identity, record } from './context.ts'
import type { Addressee, Standing } from './standing.ts'
import { standingOf } from './standing.ts'

/** A link that somebody has come by: what it asks of whom, what it is worth now, and who has come. */
export interface Asked {
  readonly token: string
  readonly link: Link
  readonly item: Item
  readonly people: readonly Candidate[]
  readonly state: LinkState
  readonly addressee: Person
  readonly standing: Standing
}

/** What the address of a request asks; nothing where nobody was ever given it. */
export async function askedBy(request: PageRequest, token: string): Promise<Asked | undefined> {
  const link = await identity.link(token)
  if (!link) return undefined
  const [item, people, addressee, standing] = await Promise.all([
    record.item(link.item), identity.candidates(link.unit), identity.person(link.person), standingOf(request, link),
  ])
  if (!item || !addressee) return undefined
  const present = isStoodIn(link, item, people) || standsInNoMore(link, item, people) ? { ...link, replaced: true as const } : link
  const state = linkState(present, item, now().toISOString())
  // The item was read after the link: where it has moved in between, it may be by this very link.
  const since = state === 'superseded' ? await identity.link(token) : undefined
  if (since?.usedBy !== undefined) return { token, link: since, item, people, state: 'used', addressee, standing }
  return { token, link, item, people, state, addressee, standing }
}

/** Whether somebody stands in at this review for the person whom a link asks: that one is asked instead. */
function isStoodIn({ person, review, onBehalfOf: principal }: Link, { column }: Item, people: readonly Candidate[]): boolean {
  return !principal && people.some(({ actsFor = [] }) => actsFor.some((acting) =>
    acting.person === person && covers(acting, REVIEWER[review], column)))
}

/** Whether a link asks somebody on behalf of another for whom they do not stand in at this review now: that one is asked again. */
function standsInNoMore({ person, review, onBehalfOf: principal }: Link, { column }: Item, people: readonly Candidate[]): boolean {
  return principal !== undefined && !people.some((one) => one.person === person && one.actsFor?.some((acting) =>
    acting.delegation === principal.delegation && covers(acting, REVIEWER[review], column)))
}

/** The addressee with the item, ready to decide; nothing where they have left the unit. */
export async function visitBy({ link, item, people }: Asked, { who, method }: Addressee): Promise<Visit | undefined> {
  const grant = who.grants.find((one) => one.unit === link.unit && one.roles.length > 0)
  if (!grant) return undefined
  const actor: Actor = { person: who.id, name: who.name, unit: link.unit, roles: grant.roles, method }
  const [activeEdition, report] = await Promise.all([
    record.activeEdition(), item.report ? record.report(item.report.digest) : undefined,
  ])
  return {
    // What was lent is the post of this review: whether it still is, is for the rule to tell.
    item, people, actor: link.onBehalfOf ? onBehalfOf(actor, { ...link.onBehalfOf, roles: [REVIEWER[link.review]] }) : actor,
    facts: { now: now().toISOString(), people, activeEdition, commandId: '', ...(report && { findings: record.findings(report) }) },
  }
}
