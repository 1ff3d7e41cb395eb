import type { Role } from '../../shared/workflow/states.ts'
import { settings } from '../settings.ts'

/** Somebody whom the demo's sign-in provider knows. */
export interface DemoGuest {
  /** Subject at the sign-in provider. */
  readonly subject: string
  readonly name: string
  readonly email: string
}

/** A person of the fictional body who can sign in to the demo. */
export interface DemoPerson extends DemoGuest {
  /** The unit that the role is held in. */
  readonly unit: string
  readonly role: Role
}

/** What the sign-in page and the start of the demo call a role. */
export const roleLabels: Readonly<Record<Role, string>> = {
  editor: '拟稿人',
  first_reviewer: '初审',
  screening_reviewer: '复审（保密审查）',
  approver: '终审（签发）',
  head: '主要领导',
  auditor: '审计',
  administrator: '管理员',
}

const of = (unit: string) => (subject: string, name: string, role: Role): DemoPerson =>
  ({ subject, name, email: `${subject}@linjiang.example`, unit, role })

const dadui = of('dadui')
/** A second unit, so that it can be tried what another unit's item looks like. */
const cheguan = of('cheguan')

/** The person's post as the demo shows it; the unit is named where it is not the body's first. */
export function postOf(person: DemoPerson | DemoGuest): string {
  if (!('role' in person)) return `尚未登记，可由两名管理员录入（主体标识 ${person.subject}）`
  const { unit, role } = person
  const [first, ...others] = settings.body.units
  const other = unit === first?.id ? undefined : others.find(({ id }) => id === unit)
  return other ? `${roleLabels[role]}，${other.name}` : roleLabels[role]
}

export const demoPeople: readonly DemoPerson[] = [
  dadui('editor1', '林晓', 'editor'),
  dadui('editor2', '周敏', 'editor'),
  dadui('first1', '陈立', 'first_reviewer'),
  dadui('first2', '何静', 'first_reviewer'),
  dadui('screening1', '王岩', 'screening_reviewer'),
  dadui('screening2', '赵琴', 'screening_reviewer'),
  dadui('approver1', '刘正', 'approver'),
  dadui('approver2', '孙蔚', 'approver'),
  dadui('head1', '曹峰', 'head'),
  dadui('auditor1', '郑审', 'auditor'),
  dadui('admin1', '高原', 'administrator'),
  dadui('admin2', '马兰', 'administrator'),
  cheguan('editor3', '吴桐', 'editor'),
  cheguan('first3', '沈舟', 'first_reviewer'),
  cheguan('screening3', '韩月', 'screening_reviewer'),
  cheguan('approver3', '钱程', 'approver'),
]

/** People who can sign in but whom the system does not know: for trying the administrators' pages. */
export const demoGuests: readonly DemoGuest[] = [
  { subject: 'guest1', name: '李可', email: 'guest1@linjiang.example' },
  { subject: 'guest2', name: '罗云', email: 'guest2@linjiang.example' },
]
