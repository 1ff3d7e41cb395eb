import type { Desk } from './desk.ts'
import type { SampleName } from './samples.ts'

/** What one step does; `settled` waits until the functions have done what the steps before gave them to do. */
export type Step = 'settled' | ((desk: Desk) => Promise<void>)

interface Track { readonly name: SampleName, readonly steps: readonly Step[] }

const day = 24 * 3_600_000

const draft = (by: string): Step => (desk) => desk.draft(by)
const submit = (by: string, urgent = false): Step => (desk) => desk.submit(by, urgent)
const pass = (by: string, excuse?: string, opinion?: string): Step => (desk) => desk.pass(by, excuse, opinion)
const approve = (by: string, days?: number): Step => (desk) =>
  desk.approve(by, days === undefined ? undefined : new Date(Math.ceil(Date.now() / day + days) * day))

/** Submitted and passed by the first reviewer; its report is there. */
const firstReviewed = (editor: string, first: string, opinion?: string): readonly Step[] =>
  [submit(editor), pass(first, undefined, opinion), 'settled']

/** Through all three reviews and out. */
const published = (editor: string, first: string, screening: string, approver: string): readonly Step[] =>
  [draft(editor), ...firstReviewed(editor, first), pass(screening, excuse), approve(approver), 'settled']

const excuse = '已核对原件，属于依法公开所必需的内容。'

const live = (name: SampleName, ...rest: readonly Step[]): Track =>
  ({ name, steps: [...published('editor1', 'first1', 'screening1', 'approver1'), ...rest] })

/**
 * The sample items with what happens to each, the oldest first: every stage holds something, and each of the demo's
 * people finds work.
 */
export const tracks: readonly Track[] = [
  // What has left the portal, in the three ways.
  { name: 'heavy-vehicle-penalties', steps: [
    ...published('editor2', 'first1', 'screening2', 'approver1'),
    (desk) => desk.order('screening1', { name: 'take_down', reason: 'wrong', note: '有一份决定书的处罚内容与案卷不一致，先撤下核实。' }),
  ] },
  { name: 'licence-void-2026', steps: [
    ...published('editor1', 'first2', 'screening1', 'approver2'),
    (desk) => desk.order('first1', { name: 'take_down', reason: 'privacy', note: '第3行的证件号码没有脱敏。' }),
    (desk) => desk.order('screening2', { name: 'confirm_take_down' }),
  ] },
  live('old-tow-fee-guide',
    (desk) => desk.order('editor1', { name: 'withdraw', reason: 'superseded' }),
    (desk) => desk.rewrite('editor1', '收费办法已由新的规定代替，本说明不再适用。'),
    ...firstReviewed('editor1', 'first2'), pass('screening2', excuse), approve('approver2')),
  // What the public reads, in several columns.
  live('budget-2026'),
  live('release-of-detained-vehicle'),
  live('e-bike-registration-policy'),
  live('e-bike-registration-explained'),
  // With an attachment, which has to be read before it can be screened.
  { name: 'school-zone-2026', steps: [
    draft('editor2'), 'settled', ...firstReviewed('editor2', 'first2'), pass('screening2', excuse), approve('approver2'), 'settled',
  ] },
  live('enforcement-results-q3',
    (desk) => desk.order('editor1', { name: 'correct' }),
    (desk) => desk.rewrite('editor1', '行政强制的合计误写为298件，应为288件，现予更正。', ['298', '288']),
    ...firstReviewed('editor1', 'first2'), pass('screening2', excuse), approve('approver2')),
  { name: 'scrapped-vehicles', steps: published('editor3', 'first3', 'screening3', 'approver3') },
  live('road-works-yingbin',
    (desk) => desk.order('editor2', { name: 'set_banner' }),
    (desk) => desk.order('first1', { name: 'confirm_banner' }),
    (desk) => desk.order('editor2', { name: 'correct' }),
    (desk) => desk.rewrite('editor2', '工期由45天改为60天，货车禁行时段由7时至20时改为6时至22时。原因：管线改造方案调整。',
      ['工期45天', '工期60天'], ['每日7时至20时', '每日6时至22时']),
    submit('editor2')),
  // What never gets there, or not yet.
  { name: 'duty-roster-rules', steps: [
    draft('editor2'), ...firstReviewed('editor2', 'first1'),
    (desk) => desk.withhold('screening1', {
      ground: '16-1', reason: '属于内部工作流程，不对外产生约束力。', nextLook: new Date(Date.now() + 365 * day).toISOString().slice(0, 10),
    }),
  ] },
  { name: 'bridge-closure-plan', steps: [
    draft('editor1'), ...firstReviewed('editor1', 'first2'),
    (desk) => desk.refer('screening2', '文首有国家秘密标志，正文内容是否仍属国家秘密，请确定。', '县国家保密局'),
  ] },
  { name: 'new-year-parking', steps: [
    draft('editor2'), ...firstReviewed('editor2', 'first2'), pass('screening1', excuse), approve('approver1', 20),
  ] },
  { name: 'fee-notice-2026', steps: [
    draft('editor1'), ...firstReviewed('editor1', 'first1', '标准与目录清单一致，金额请终审再核一次。'),
    pass('screening2', '“帐户”为代收银行用语，不影响理解。'),
  ] },
  { name: 'hit-and-run-appeal', steps: [
    draft('editor2'), ...firstReviewed('editor2', 'first1'), pass('screening1', excuse),
  ] },
  { name: 'truck-restricted-area', steps: [
    draft('editor1'), ...firstReviewed('editor1', 'first2'),
    pass('screening1', '“过度期”应为“过渡期”，请终审决定是否退回。'),
    pass('approver2', undefined, '区域和时间与会议纪要一致，报主要领导签发。'),
  ] },
  { name: 'volunteer-commendation-list', steps: [
    draft('editor2'), ...firstReviewed('editor2', 'first2', '名单与推荐表一致。'),
  ] },
  { name: 'annual-report-2025', steps: [draft('editor1'), ...firstReviewed('editor1', 'first1')] },
  { name: 'e-police-sites-2026', steps: [draft('editor1'), submit('editor1'), 'settled'] },
  { name: 'marathon-traffic-control', steps: [
    draft('editor2'), submit('editor2', true),
    (desk) => desk.sendBack('first2', '12月6日是星期日，通告写成了星期六；第四部分有一处断行，请一并改正。'),
  ] },
  { name: 'saturday-service', steps: [draft('editor3'), submit('editor3'), 'settled'] },
  { name: 'winter-safety-talk', steps: [draft('editor1')] },
]
