import type { Openness } from '../../document/content.ts'
import type { Kind, Level } from '../../screening/types.ts'
import type { CommandName } from '../../workflow/commands.ts'
import type { ItemType, Presence, RemovalReason, Role, Round, RoundKind, WithholdingGround } from '../../workflow/states.ts'
import type { Word, Words } from './types.ts'

type Labels<Prefix extends string, Name extends string> = Readonly<Record<`${Prefix}.${Name}`, Word>>

const rounds: Labels<'round', Round> = {
  'round.none': ['无在办流程', 'No open round'],
  'round.drafting': ['拟稿', 'Drafting'],
  'round.first_review': ['初审', 'First review'],
  'round.screening': ['复审（保密审查）', 'Screening review'],
  'round.approval': ['终审（签发）', 'Approval'],
  'round.head_review': ['主要领导审定', 'Review by the head'],
  'round.referred': ['提请确定', 'Referred'],
  'round.withheld': ['不予公开', 'Withheld'],
  'round.approved': ['已签发，待发布', 'Approved, to be published'],
}

const kinds: Labels<'kind', RoundKind> = {
  'kind.publication': ['首次公开', 'Publication'],
  'kind.correction': ['更正', 'Correction'],
  'kind.withdrawal': ['撤销公开', 'Withdrawal'],
}

const presences: Labels<'presence', Presence> = {
  'presence.never': ['未公开', 'Not published'],
  'presence.live': ['公开中', 'Public'],
  'presence.taken_down': ['已撤下', 'Taken down'],
  'presence.withdrawn': ['已撤销公开', 'Withdrawn'],
}

const roles: Labels<'role', Role> = {
  'role.editor': ['拟稿人', 'Editor'],
  'role.first_reviewer': ['初审', 'First reviewer'],
  'role.screening_reviewer': ['复审（保密审查）', 'Screening reviewer'],
  'role.approver': ['终审（签发）', 'Approver'],
  'role.head': ['主要领导', 'Head'],
  'role.auditor': ['审计', 'Auditor'],
  'role.administrator': ['管理员', 'Administrator'],
}

const types: Labels<'type', ItemType> = {
  'type.notice': ['通知公告', 'Notice'],
  'type.annual_report': ['政府信息公开工作年度报告', 'Annual report on disclosure'],
  'type.publicity': ['公示', 'Public display'],
  'type.policy': ['政策文件', 'Policy document'],
  'type.interpretation': ['政策解读', 'Interpretation of a policy'],
  'type.major': ['重大事项（须主要领导审定）', 'Major matter (the head reviews too)'],
}

const removals: Labels<'removal', RemovalReason> = {
  'removal.privacy': ['涉及个人隐私', 'Personal privacy'],
  'removal.secrecy': ['涉及国家秘密', 'State secret'],
  'removal.business_secret': ['涉及商业秘密', 'Business secret'],
  'removal.wrong': ['内容有误', 'Wrong content'],
  'removal.superseded': ['已被新内容替代', 'Superseded'],
  'removal.revoked': ['已被废止', 'Revoked'],
  'removal.expired': ['已过有效期', 'Expired'],
  'removal.other': ['其他原因', 'Other reason'],
}

const grounds: Labels<'withholding', WithholdingGround> = {
  'withholding.14': ['《条例》第十四条：国家秘密、危及安全与稳定', 'Art. 14: state secrets, public safety and stability'],
  'withholding.15': ['《条例》第十五条：商业秘密、个人隐私', 'Art. 15: business secrets, personal privacy'],
  'withholding.16-1': ['《条例》第十六条第一款：内部事务信息', 'Art. 16 (1): internal affairs'],
  'withholding.16-2': ['《条例》第十六条第二款：过程性信息、执法案卷', 'Art. 16 (2): deliberation, case files'],
}

const openness: Labels<'openness', Openness> = {
  'openness.proactive': ['主动公开', 'Disclosed on one’s own initiative'],
  'openness.on_request': ['依申请公开', 'Disclosed on request'],
  'openness.withheld': ['不予公开', 'Withheld'],
}

export const levelLabels: Labels<'level', Level> = {
  'level.block': ['禁止发布', 'Block'],
  'level.warn': ['需核实', 'Check'],
  'level.info': ['提示', 'Note'],
}

export const findingLabels: Labels<'finding', Kind> = {
  'finding.id_card': ['居民身份证号', 'Resident ID number'],
  'finding.mobile': ['手机号码', 'Mobile number'],
  'finding.landline': ['固定电话', 'Landline number'],
  'finding.bank_card': ['银行卡号', 'Bank card number'],
  'finding.uscc': ['统一社会信用代码', 'Unified social credit code'],
  'finding.passport': ['护照号', 'Passport number'],
  'finding.permit': ['通行证号', 'Travel permit number'],
  'finding.military_id': ['军人证件号', 'Military ID number'],
  'finding.social_card': ['社会保障号', 'Social security number'],
  'finding.driver_file_no': ['驾驶证档案编号', 'Driver file number'],
  'finding.vin': ['车辆识别代号', 'Vehicle identification number'],
  'finding.plate': ['车牌号', 'Number plate'],
  'finding.email': ['电子邮箱', 'Email address'],
  'finding.qq': ['QQ 号', 'QQ number'],
  'finding.wechat': ['微信号', 'WeChat ID'],
  'finding.person': ['姓名', 'Name of a person'],
  'finding.address': ['住址', 'Home address'],
  'finding.birth': ['出生日期', 'Date of birth'],
  'finding.age': ['年龄', 'Age'],
  'finding.gender_ethnicity': ['性别、民族', 'Gender or ethnicity'],
  'finding.health': ['健康状况', 'State of health'],
  'finding.criminal': ['违法犯罪记录', 'Criminal record'],
  'finding.case_no': ['案号', 'Case number'],
  'finding.secrecy_mark': ['密级标志', 'Secrecy mark'],
  'finding.secrecy_term': ['涉密用语', 'Term of secrecy'],
  'finding.sensitive': ['敏感词', 'Sensitive term'],
  'finding.misused': ['错别字', 'Wrong term'],
  'finding.naming': ['不规范表述', 'Irregular wording'],
  'finding.unread': ['附件未能读取，须人工查看', 'Not read: a person must look'],
}

/** How a rule knows what it has found: the codes that stand behind the law in a finding's basis. */
export const proofLabels = {
  'proof.label': ['前文写明', 'the words before it say so'],
  'proof.label:column': ['表头写明', 'the column’s header says so'],
  'proof.label:deed': ['写着其人的行为或处理', 'what is said of a person follows'],
  'proof.label:several': ['几人并列', 'several are named together'],
  'proof.label:role': ['写在当事人身份之后', 'it follows a person’s role'],
  'proof.label:sex': ['后文写明性别', 'a sex follows it'],
  'proof.label:birth': ['写明是出生日期', 'named as a date of birth'],
  'proof.label:personal': ['写明是个人电话', 'named as a private number'],
  'proof.label:institution': ['写明是单位的联系方式', 'named as an institution’s contact'],
  'proof.label:home': ['写明是住址', 'named as a home'],
  'proof.with a person': ['同一句中有姓名', 'a person is named in the same sentence'],
  'proof.written:pinyin': ['写成了拼音', 'written in pinyin'],
  'proof.written:look': ['写成了形近字', 'written with look-alikes'],
  'proof.written:split': ['写成了拆开的字', 'written with characters taken apart'],
  'proof.written:sound': ['写成了同音字', 'written with characters of the same sound'],
} as const satisfies Words

/** What a command is called where it was done: history and status. */
const commands: Labels<'done', CommandName> = {
  'done.create': ['新建', 'Created'],
  'done.save': ['保存草稿', 'Saved'],
  'done.submit': ['提交初审', 'Submitted'],
  'done.recall': ['收回修改', 'Recalled'],
  'done.void': ['作废', 'Voided'],
  'done.pass': ['审核通过', 'Passed'],
  'done.approve': ['签发', 'Approved'],
  'done.return': ['退回修改', 'Returned'],
  'done.suggest': ['建议修改', 'Suggested a change'],
  'done.refer': ['提请确定', 'Referred'],
  'done.resume': ['确定后继续审查', 'Resumed with a ruling'],
  'done.withhold': ['不予公开', 'Withheld'],
  'done.reopen': ['重新拟稿', 'Reopened'],
  'done.correct': ['发起更正', 'Began a correction'],
  'done.withdraw': ['发起撤销公开', 'Began a withdrawal'],
  'done.take_down': ['紧急撤下', 'Took down'],
  'done.confirm_take_down': ['确认撤下', 'Confirmed the take-down'],
  'done.restore': ['恢复原页', 'Restored'],
  'done.set_banner': ['提出挂“内容更正中”', 'Proposed the banner'],
  'done.confirm_banner': ['确认挂“内容更正中”', 'Confirmed the banner'],
  'done.clear_banner': ['取下“内容更正中”', 'Cleared the banner'],
  'done.ask_unseal': ['申请启封', 'Asked to unseal'],
  'done.confirm_unseal': ['确认启封', 'Confirmed the unsealing'],
  'done.screen': ['机器检测', 'Screened'],
  'done.publish': ['发布', 'Published'],
  'done.deliver': ['公开网页更新', 'Portal updated'],
  'done.lapse': ['未经确认，自动恢复', 'Lapsed without confirmation'],
  'done.remind': ['催办提醒', 'Reminded'],
  'done.unreached': ['提醒未能送达', 'Could not be reached'],
  'done.reached': ['提醒重新送达', 'Reached after all'],
  'done.hold': ['暂停发布，退回终审', 'Held before its release'],
  'done.expire': ['公示期满，自动撤下', 'Taken down at the end of its period'],
}

export const labelWords = {
  ...rounds, ...kinds, ...presences, ...roles, ...types, ...removals, ...grounds, ...openness, ...levelLabels, ...findingLabels, ...proofLabels, ...commands,
} as const
