import type { DelegationRefusal } from '../../identity/index.ts'
import type { Said } from '../errors.ts'
import type { Lang } from '../words.ts'
import type { ErrorText } from './types.ts'

/** Why something about absences and delegations was refused. */
export const delegationRefusals: Readonly<Record<DelegationRefusal, ErrorText>> = {
  not_granted: {
    status: 403,
    what: ['您不能办理这一步', 'This step is not yours'],
    remedy: ['委托代审由本人办理；指定代审由本单位主要领导提出，另一名主要领导或管理员确认。', 'People delegate their own review; the head names stand-ins, another head or an administrator confirms.'],
  },
  no_roles: {
    status: 422,
    what: ['没有选择代审的岗位', 'No post was chosen'],
    remedy: ['请至少选择一个审核岗位。', 'Choose one reviewing post at least.'],
  },
  role_not_held: {
    status: 409,
    what: ['不在岗的人现在没有所选的审核岗位', 'The person away does not hold that reviewing post'],
    remedy: ['只能委托自己的审核岗位；替别人代审的岗位不能再转托。', 'Only one’s own reviewing posts can be delegated; what one does for another cannot be passed on.'],
  },
  not_in_unit: {
    status: 409,
    what: ['所选的人现在不在本单位，或已停用', 'That person is not of this unit, or is suspended'],
    remedy: ['请选择本单位在用的人员。', 'Choose somebody of the unit.'],
  },
  to_oneself: {
    status: 422,
    what: ['不能委托给本人', 'Nobody can stand in for themselves'],
    remedy: ['请选择另一名同事。', 'Choose a colleague.'],
  },
  delegate_apart: {
    status: 409,
    what: ['审计员和管理员不能代审', 'Auditors and administrators do not stand in'],
    remedy: ['请选择本单位不担任审计员、管理员的同事。', 'Choose a colleague who holds neither of these posts in the unit.'],
  },
  delegate_away: {
    status: 409,
    what: ['所选的代审人在这段时间也不在岗', 'That person is away in this time too'],
    remedy: ['请换一名代审人，或错开时间；代审不能再转托。', 'Choose somebody else or another time; a delegation cannot be passed on.'],
  },
  is_stand_in: {
    status: 409,
    what: ['不在岗的人在这段时间正替别人代审', 'The person is standing in for somebody in this time'],
    remedy: ['请先由被代审的人或主要领导收回那一项代审，再登记。', 'The other person or the head has to revoke that first.'],
  },
  overlapping: {
    status: 409,
    what: ['这段时间的同一岗位和栏目已有代审', 'The same post and columns are delegated already in this time'],
    remedy: ['请先收回原来的，或错开时间、岗位、栏目。', 'Revoke the other one, or choose another time, post or column.'],
  },
  time_order: {
    status: 422,
    what: ['结束日期早于开始日期', 'It ends before it begins'],
    remedy: ['请检查日期。', 'Check the dates.'],
  },
  too_long: {
    status: 422,
    what: ['时间太长', 'The time is too long'],
    remedy: ['代审最长 90 天，登记不在岗最长 366 天。', '90 days at most for a stand-in, 366 for an absence.'],
  },
  too_far: {
    status: 422,
    what: ['开始日期太远', 'It begins too far ahead'],
    remedy: ['最早可以提前 366 天登记。', 'It can begin 366 days ahead at most.'],
  },
  over: {
    status: 422,
    what: ['这段时间已经过去', 'That time is over'],
    remedy: ['请检查日期。', 'Check the dates.'],
  },
  not_second_person: {
    status: 409,
    what: ['须由另外一人办理', 'Another person has to do this'],
    remedy: ['提出人和不在岗的人都不能确认；自己的休假请用“委托代审”。', 'Neither whoever named the stand-in nor the person away confirms; for your own absence use “Delegate my review”.'],
  },
  is_appointee: {
    status: 409,
    what: ['代审人不能指定或确认自己', 'A stand-in neither names nor confirms themselves'],
    remedy: ['请由另一名主要领导或管理员办理。', 'Another head or an administrator has to do it.'],
  },
  unknown_delegation: {
    status: 404,
    what: ['没有这项代审', 'There is no such delegation'],
    remedy: ['请从“休假与代审”重新进入。', 'Start again from the page on absence.'],
  },
  settled: {
    status: 409,
    what: ['这项代审已经确认或收回', 'This was confirmed or revoked already'],
    remedy: ['请查看它现在的状态。', 'See how it stands now.'],
  },
  not_away: {
    status: 409,
    what: ['没有需要结束的登记', 'There is no absence to end'],
    remedy: ['请查看现在不在岗的人。', 'See who is away now.'],
  },
  not_away_then: {
    status: 409,
    what: ['这个人没有登记为在整段时间内不在岗', 'The person is not marked as away for all of that time'],
    remedy: ['只能为登记了不在岗的人指定代审，代审时间不能超出登记的时间。请先登记，或改日期。', 'The head names stand-ins only for whoever is marked as away, and for no longer. Mark them as away first, or change the dates.'],
  },
  has_stand_in: {
    status: 409,
    what: ['有人正受指定为其代审', 'Somebody was named to stand in for that person'],
    remedy: ['请先收回那一项代审，再结束或改动登记。', 'Revoke that first, then end or change the absence.'],
  },
}

/** Says why something about absences and delegations was refused. */
export function sayDelegationRefusal(code: DelegationRefusal, lang: Lang): Said {
  const { status, what, remedy } = delegationRefusals[code]
  const at = lang === 'zh' ? 0 : 1
  return { status, what: what[at], remedy: remedy[at] }
}
