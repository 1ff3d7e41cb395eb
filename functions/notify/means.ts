import { shippedCalendar } from '../../shared/calendar/index.ts'
import { reviewDue, termsOf } from '../../shared/deadlines/index.ts'
import { openIdentity } from '../../shared/identity/index.ts'
import type { MailSettings } from '../../shared/names.ts'
import { env } from '../../shared/names.ts'
import { openNotices } from '../../shared/notices/index.ts'
import type { Notice } from '../../shared/notices/index.ts'
import type { SendMeans } from '../../shared/notices/send.ts'
import { openPost } from '../../shared/notices/smtp.ts'
import type { TellMeans } from '../../shared/notices/tell.ts'
import { groupsOf, groupsSchema, openGroups } from '../../shared/notices/webhooks.ts'
import type { GroupSettings } from '../../shared/notices/webhooks.ts'
import { now } from '../../shared/now.ts'
import { openRecord } from '../../shared/record/index.ts'
import { readSecret } from '../../shared/secret.ts'
import { openTasks } from '../../shared/tasks/index.ts'
import { readBody, readVariable } from '../../shared/web/environment.ts'
import { address } from '../../shared/web/routes.ts'
import { covers } from '../../shared/workflow/covers.ts'
import { isReview } from '../../shared/workflow/states.ts'
import { nextPeople } from '../../shared/workflow/staffing.ts'
import { deciders, reviewerAt } from '../../shared/workflow/separation.ts'
import type { Candidate, Instant, Item, Principal } from '../../shared/workflow/types.ts'

const record = openRecord()
const notices = openNotices()
const identity = openIdentity()
const tasks = openTasks()
const body = readBody()
const origin = readVariable(env.consoleOrigin)
const mail: MailSettings = JSON.parse(readVariable(env.smtp))

/** The settings that are secret, read once they are needed. */
let secrets: Promise<{ readonly password?: string, readonly groups: GroupSettings }> | undefined

async function readSecrets(): Promise<{ readonly password?: string, readonly groups: GroupSettings }> {
  const [passwordArn, groupsArn] = [process.env[env.smtpSecretArn], process.env[env.webhooksSecretArn]]
  const [password, groups] = await Promise.all([passwordArn ? readSecret(passwordArn) : undefined, groupsArn ? readSecret(groupsArn) : '{}'])
  return { ...(password !== undefined && { password }), groups: groupsSchema.parse(JSON.parse(groups)) }
}

/**
 * What this function works with for one invocation.
 *
 * @throws where a secret cannot be read: the next invocation tries again
 */
export async function open(
  { hasTime, leave, gaveUp, troubled }: Pick<SendMeans, 'hasTime' | 'leave' | 'gaveUp' | 'troubled'>,
): Promise<{ readonly tell: TellMeans, readonly send: SendMeans, readonly close: () => void }> {
  secrets ??= readSecrets().catch((error: unknown) => {
    secrets = undefined
    throw error
  })
  const { password, groups } = await secrets
  const post = openPost(mail, body.shortName, password)
  return {
    tell: { notices, record, identity, now: now(), groups: (unit) => groupsOf(groups, unit) },
    send: {
      notices, record, identity, tasks, calendar: shippedCalendar, body, origin, post, now, hasTime, leave, gaveUp, troubled, groups: openGroups(groups, now), groupsOf: (unit) => groupsOf(groups, unit),
      linkOf: async (notice, item) => `${origin}${await pathOf(notice, item)}`, dueOf,
    },
    close: () => post.close(),
  }
}

/** When a review is due; not known where the days off of that year are not loaded. */
function dueOf(item: Item): Instant | undefined {
  const due = reviewDue(item, termsOf(body), shippedCalendar)
  return due?.ok ? due.dueAt : undefined
}

/** The page that a notice leads to. Groups are read by many: they are led to the item, never to a decision. */
async function pathOf({ kind, channel, task, person }: Notice, item: Item | undefined): Promise<string> {
  if (kind === 'rehearsal') return address('duty')
  if (kind === 'delegation') return address('absence')
  if (kind === 'phone_trusted') return address('me.phones')
  if (kind === 'codes_changed' || kind === 'codes_dropped') return address('me.codes')
  if (task !== undefined) return address('task', { id: task })
  if (!item) return address('home')
  const asks = channel === 'mail' && (kind === 'act' || kind === 'remind')
  const people = await identity.candidates(item.unit)
  // A deputy or a head who is told that something is late may not decide it.
  const mayDecide = asks && person !== undefined && isReview(item.round) && nextPeople(item, people).some((one) => one.person === person)
  if (!mayDecide) return address('item', { id: item.id })
  return address('link', await identity.makeLink({ item, person, ...principalOf(people, person, item) }))
}

/** For whom somebody is asked to decide, where the post is not their own. */
function principalOf(people: readonly Candidate[], person: string, item: Item): { readonly onBehalfOf?: Principal } {
  const role = reviewerAt(item)
  const own = people.find((one) => one.person === person)
  if (role === undefined || !own || own.roles.includes(role)) return {}
  const apart = [...item.contributors, ...deciders(item.decisions)]
  const acting = own.actsFor?.find((one) => covers(one, role, item.column) && !apart.includes(one.person))
  return acting ? { onBehalfOf: { person: acting.person, name: acting.name, delegation: acting.delegation } } : {}
}
