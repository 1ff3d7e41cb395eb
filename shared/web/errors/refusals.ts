import type { RefusalCode } from '../../workflow/types.ts'
import type { ErrorText } from './types.ts'

/** The rule's refusals, as people read them. */
export const refusals: Readonly<Record<RefusalCode, ErrorText>> = {
  unknown_item: {
    status: 404,
    what: ['没有这份稿件', 'There is no such item'],
    remedy: ['请从“待我办理”重新进入。', 'Start again from “Waiting for me”.'],
  },
  item_exists: {
    status: 409,
    what: ['这份稿件已经建好', 'This item exists already'],
    remedy: ['请到“我的稿件”里打开它。', 'Open it from “My items”.'],
  },
  not_granted: {
    status: 403,
    what: ['您的岗位不能办理这一步', 'Your post does not take this step'],
    remedy: ['这一步由{who}办理。', 'This step belongs to: {who}.'],
  },
  wrong_round: {
    status: 409,
    what: ['稿件现在处于“{round}”，不能办理这一步', 'The item is at “{round}”, where this step is not possible'],
    remedy: ['请查看办理进度，了解现在由谁办理。', 'See the status for who acts now.'],
  },
  wrong_presence: {
    status: 409,
    what: ['稿件现在“{presence}”，不能办理这一步', 'The item is “{presence}”, where this step is not possible'],
    remedy: ['请查看办理进度。', 'See the status.'],
  },
  round_open: {
    status: 409,
    what: ['已有一轮流程在办', 'A round is open already'],
    remedy: ['请先办完或作废在办的一轮。', 'Finish or void that one first.'],
  },
  not_editable: {
    status: 409,
    what: ['稿件已提交，不能修改', 'The item has been submitted and cannot be edited'],
    remedy: ['需要修改时，由拟稿人收回，或由审核人退回。', 'Recall it, or ask the reviewer to return it.'],
  },
  self_review: {
    status: 403,
    what: ['您参与过本稿，须由他人审核', 'You worked on this item, so another person must review it'],
    remedy: ['可以审核的人：{others}。', 'Who can: {others}.'],
  },
  already_decided_by_you: {
    status: 403,
    what: ['您在本轮已经审核过一次，须由他人审核', 'You have decided once in this round, so another person must'],
    remedy: ['可以审核的人：{others}。', 'Who can: {others}.'],
  },
  already_decided: {
    status: 409,
    what: ['这一步已由{by}办完', '{by} has taken this step already'],
    remedy: ['请查看办理进度；您的意见没有记入。', 'See the status; your opinion was not recorded.'],
  },
  not_second_person: {
    status: 403,
    what: ['这一步须由另一个人确认', 'Another person must confirm this'],
    remedy: ['可以确认的人：{others}。', 'Who can: {others}.'],
  },
  stale_revision: {
    status: 409,
    what: ['稿件已变动，请重新查看', 'The item has changed, please look again'],
    remedy: ['下面标出了与您所见的不同。看过后请重新决定；您写的意见还在。', 'The differences are marked below. Decide again after you have read them; your opinion is kept.'],
  },
  stale_report: {
    status: 409,
    what: ['检测结果已更新，请重新查看', 'The screening report has changed, please look again'],
    remedy: ['请按新的检测结果核对后重新决定；您写的意见还在。', 'Check against the new report and decide again; your opinion is kept.'],
  },
  stale_save: {
    status: 409,
    what: ['别人先保存了修改，您的修改没有覆盖它', 'Somebody else saved first; your changes did not overwrite theirs'],
    remedy: ['下面并列显示两份文字。请把您的修改并入后再保存。', 'Both texts stand side by side below. Bring yours in, then save.'],
  },
  not_screened: {
    status: 409,
    what: ['机器检测还没有完成', 'Screening has not finished'],
    remedy: ['请稍候几秒刷新页面。', 'Wait a few seconds and reload the page.'],
  },
  lexicon_outdated: {
    status: 409,
    what: ['词库已更新，须按新词库重新检测', 'The lexicon has changed, so the item must be screened again'],
    remedy: ['系统正在重新检测，请稍候刷新页面。', 'It is being screened now; reload the page in a moment.'],
  },
  undisposed_findings: {
    status: 422,
    what: ['还有检测发现没有处理', 'Some findings have not been disposed of'],
    remedy: ['“禁止发布”和“需核实”的每一条都要填写理由（经核可用），或退回修改。', 'Give each “Block” and “Check” finding a reason, or return the item.'],
  },
  state_secret_mark: {
    status: 422,
    what: ['稿件带有国家秘密标志，审核人不能自行放行', 'The item carries a state-secret mark; a reviewer cannot excuse it'],
    remedy: ['请提请确定，或退回修改、不予公开。', 'Refer it, return it or withhold it.'],
  },
  unknown_finding: {
    status: 422,
    what: ['所填理由对不上检测结果', 'A reason names a finding that the report does not have'],
    remedy: ['请重新打开审核页，按现在的检测结果填写。', 'Open the page again and follow the present report.'],
  },
  reason_required: {
    status: 422,
    what: ['请写明理由', 'A reason is required'],
    remedy: ['理由会记入审计日志。', 'It goes into the trail.'],
  },
  opinion_required: {
    status: 422,
    what: ['请填写退回意见', 'An opinion is required'],
    remedy: ['写清楚要改什么，拟稿人和后面的审核人都会看到。', 'Say what is to be changed; the editor and later reviewers will read it.'],
  },
  not_enough_people: {
    status: 422,
    what: ['审核人手不足，现在不能提交：缺{missing}', 'There are not enough people: no one for {missing}'],
    remedy: ['本稿的拟稿人不能审核，每一步须由不同的人办理。可以补位的人：{others}。请管理员调整岗位。', 'Whoever wrote it cannot review it, and each step takes another person. Who could step in: {others}. Ask an administrator.'],
  },
  change_note_required: {
    status: 422,
    what: ['请填写更正（撤销）说明', 'A change note is required'],
    remedy: ['说明会公开，写清楚改了什么、为什么。', 'It is published: say what changes and why.'],
  },
  nothing_changed: {
    status: 422,
    what: ['内容与已公开的一样，没有可提交的修改', 'Nothing differs from what is public'],
    remedy: ['请先修改内容；不需要更正时请作废本轮。', 'Change something first, or void this round.'],
  },
  release_in_past: {
    status: 422,
    what: ['定时发布的时间已过', 'The release time has passed'],
    remedy: ['请填写以后的时间，或选择立即发布。', 'Give a later time or approve for now.'],
  },
  release_too_far: {
    status: 422,
    what: ['定时发布的时间太远', 'The release time is too far away'],
    remedy: ['请填写一年以内的时间。', 'Give a time within a year.'],
  },
  not_due: {
    status: 409,
    what: ['还没有到发布时间', 'It is not due yet'],
    remedy: ['到时间会自动发布。', 'It will be published when its time comes.'],
  },
  approver_gone: {
    status: 409,
    what: ['签发人已不在该岗位，没有发布', 'Whoever approved no longer holds that post; nothing was published'],
    remedy: ['稿件回到终审，请由现任签发人重新签发。', 'It goes back to approval; a present approver has to decide.'],
  },
  period_passed: {
    status: 422,
    what: ['公示期在那时已满，没有办理', 'Its period would be over by then; nothing was done'],
    remedy: ['请由拟稿人改填公示截止日期后重新提交，或选择更早的发布时间。', 'Its editor has to give a later last day and submit again, or choose an earlier release.'],
  },
  not_delegated: {
    status: 403,
    what: ['您现在不能代{person}作这项决定', 'You cannot make this decision for {person} now'],
    remedy: ['委托可能已到期、已撤回，或不包括这个岗位、栏目；请由本人或另一位审核人办理。', 'The delegation may be over or taken back, or not cover this post or column; the person themselves or another reviewer has to act.'],
  },
  not_proactive: {
    status: 422,
    what: ['公开属性不是“主动公开”，不能签发到网站', 'The item is not marked for proactive disclosure, so it cannot be published'],
    remedy: ['请退回拟稿人核对公开属性。', 'Return it so that the editor can check its openness.'],
  },
  taken_down: {
    status: 409,
    what: ['页面已撤下，暂不能发布', 'The page is taken down, so nothing can be published now'],
    remedy: ['请先确认撤下或恢复原页。', 'Confirm the take-down or restore the page first.'],
  },
  nothing_pending: {
    status: 409,
    what: ['没有等待确认的事项', 'Nothing waits for confirmation'],
    remedy: ['请查看办理进度。', 'See the status.'],
  },
  no_seal: {
    status: 409,
    what: ['没有封存的版本', 'No version is sealed'],
    remedy: ['无需启封。', 'There is nothing to open.'],
  },
  already_confirmed: {
    status: 409,
    what: ['已经确认过', 'This has been confirmed already'],
    remedy: ['无需再办。', 'Nothing is left to do.'],
  },
  not_own_item: {
    status: 403,
    what: ['这不是您经办的稿件', 'You do not work on this item'],
    remedy: ['请由拟稿人办理：{others}。', 'Its editors can: {others}.'],
  },
  title_required: {
    status: 422,
    what: ['稿件还没有标题', 'The item has no title'],
    remedy: ['请填写标题后再提交。', 'Give it a title, then submit.'],
  },
}
