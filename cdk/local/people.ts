/** A person who can sign in to the demo; all of them work for the same unit of a fictional body. */
export interface DemoPerson {
  /** Subject at the sign-in provider. */
  readonly subject: string
  readonly name: string
  readonly email: string
  readonly unit: string
  readonly role: DemoRole
}

export type DemoRole =
  | 'editor' | 'first_reviewer' | 'screening_reviewer' | 'approver' | 'auditor' | 'administrator'

/** What the sign-in page and the start of the demo call a role. */
export const roleLabels: Readonly<Record<DemoRole, string>> = {
  editor: '拟稿人',
  first_reviewer: '初审',
  screening_reviewer: '复审（保密审查）',
  approver: '终审（签发）',
  auditor: '审计',
  administrator: '管理员',
}

const unit = 'dadui'

const person = (subject: string, name: string, role: DemoRole): DemoPerson =>
  ({ subject, name, email: `${subject}@linjiang.example`, unit, role })

export const demoPeople: readonly DemoPerson[] = [
  person('editor1', '林晓', 'editor'),
  person('editor2', '周敏', 'editor'),
  person('first1', '陈立', 'first_reviewer'),
  person('first2', '何静', 'first_reviewer'),
  person('screening1', '王岩', 'screening_reviewer'),
  person('screening2', '赵琴', 'screening_reviewer'),
  person('approver1', '刘正', 'approver'),
  person('approver2', '孙蔚', 'approver'),
  person('auditor1', '郑审', 'auditor'),
  person('admin1', '高原', 'administrator'),
  person('admin2', '马兰', 'administrator'),
]
