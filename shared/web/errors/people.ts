import type { ChangeRefusal } from '../../identity/index.ts'
import type { Said } from '../errors.ts'
import type { Lang } from '../words.ts'
import type { ErrorText } from './types.ts'

/** Why a change of people was refused, as administrators read it. */
const refusals: Readonly<Record<ChangeRefusal, ErrorText>> = {
  not_granted: {
    status: 403,
    what: ['您或提出人已不是管理员，没有办理', 'You or the proposer are no administrator any more; nothing was done'],
    remedy: ['请由现任管理员重新提出。', 'A present administrator has to propose it again.'],
  },
  not_second_person: {
    status: 409,
    what: ['这项变更是您自己提出的，须由另一名管理员确认', 'You proposed this change yourself; another administrator has to confirm it'],
    remedy: ['请告诉另一名管理员；不再需要时您可以撤回。', 'Tell another administrator, or take it back if it is not needed.'],
  },
  not_yourself: {
    status: 409,
    what: ['不能停用自己，也不能收回自己的管理员岗位或解除自己的登录', 'You cannot suspend yourself, take away your own post of administrator or unlink your own sign-in'],
    remedy: ['请由另一名管理员办理。', 'Another administrator has to do it.'],
  },
  too_few_administrators: {
    status: 409,
    what: ['这样只剩不足两名管理员，没有办理', 'That would leave fewer than two administrators; nothing was done'],
    remedy: ['少于两名时，须两人办理的变更谁也办不成。请先由两名管理员增加一名管理员，再办理这一项；账号被冒用的，先在统一认证中停用它。', 'No change that needs two could be made then. Let two administrators make somebody else one first; an account that others use is shut at the sign-in provider.'],
  },
  unknown_person: {
    status: 404,
    what: ['没有这个人员', 'There is no such person'],
    remedy: ['请从人员名单重新进入。', 'Start again from the list of people.'],
  },
  unknown_proposal: {
    status: 404,
    what: ['这项变更已经办结，或从未提出', 'This change has been settled, or was never proposed'],
    remedy: ['办理经过见该人员的变更记录。', 'The person’s history says what became of it.'],
  },
  nothing_changed: {
    status: 409,
    what: ['现在已经是这样，没有需要变更的内容', 'It is so already; there is nothing to change'],
    remedy: ['请查看该人员现在的岗位和登录方式。', 'See the person’s present posts and sign-ins.'],
  },
  sign_in_taken: {
    status: 409,
    what: ['这个登录已属于另一名人员', 'This sign-in belongs to somebody else'],
    remedy: ['请核对标识；确属本人的，先从另一名人员处解除。', 'Check the subject; if it is theirs, take it from the other person first.'],
  },
}

/** Says why a change of people was refused. */
export function sayPeopleRefusal(code: ChangeRefusal, lang: Lang): Said {
  const { status, what, remedy } = refusals[code]
  const at = lang === 'zh' ? 0 : 1
  return { status, what: what[at], remedy: remedy[at] }
}
