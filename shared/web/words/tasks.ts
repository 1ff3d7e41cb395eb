import type { SettledBy, TaskKind, TaskRefusal, TaskState } from '../../tasks/types.ts'
import type { Word, Words } from './types.ts'

type Labels<Prefix extends string, Name extends string> = Readonly<Record<`${Prefix}.${Name}`, Word>>

const kinds: Labels<'task.kind', TaskKind> = {
  'task.kind.sweep': ['系统排查', 'Found by the sweep'],
  'task.kind.public_report': ['群众纠错', 'Reported by a reader'],
  'task.kind.superior': ['上级通报', 'Notice from above'],
  'task.kind.self_check': ['自查', 'Own check'],
  'task.kind.calendar': ['放假安排', 'Holidays'],
}

const states: Labels<'task.state', TaskState> = {
  'task.state.open': ['待处理', 'Open'],
  'task.state.fixed': ['已整改', 'Fixed'],
  'task.state.dismissed': ['经核无误', 'Nothing wrong'],
}

const ways: Labels<'task.how', SettledBy> = {
  'task.how.taken_down': ['网页已撤下', 'The page was taken down'],
  'task.how.withdrawn': ['已撤销公开', 'The page was withdrawn'],
  'task.how.corrected': ['已发布更正', 'A correction was published'],
  'task.how.answered': ['已书面办结', 'Closed in writing'],
  'task.how.loaded': ['放假安排已录入', 'The holidays were loaded'],
}

const refusals: Labels<'task.refused', TaskRefusal> = {
  'task.refused.task_closed': ['这件事已经办结，请看办理结果。', 'This has been closed already; see below what came of it.'],
  'task.refused.task_words_required': ['请写明处理情况。', 'Write what was done.'],
  'task.refused.task_not_granted': ['您的岗位不能这样办结，请由审核人员办理。', 'Your post cannot close it so; a reviewer can.'],
  'task.refused.task_own_page': ['网页是您拟写的，“经核无误”须由他人认定。', 'You wrote the page, so another person must say that nothing is wrong.'],
  'task.refused.task_secrecy': ['密级标志不能认定为无误，请立即撤下网页。', 'A secrecy mark cannot be waved through; take the page down at once.'],
  'task.refused.task_settles_itself': ['网页撤下、撤销或更正发布后，本项自动办结。', 'It closes by itself once the page is taken down, withdrawn or corrected.'],
  'task.refused.task_calendar': ['放假安排录入后，本项自动办结。', 'It closes by itself once the holidays are loaded.'],
}

/** Tasks on published pages: lists, one task, the form of staff. */
export const taskWords = {
  ...kinds, ...states, ...ways, ...refusals,
  'nav.tasks': ['排查整改', 'Tasks'],
  'tasks.title': ['排查整改', 'Tasks on published pages'],
  'tasks.intro': ['不定时排查、立行立改：系统排查、群众纠错、上级通报和自查发现的问题都在这里。', 'What the sweep, readers, authorities above and your own checks have found on published pages.'],
  'tasks.open': ['待整改', 'To be seen to'],
  'tasks.open.none': ['现在没有待整改的问题。', 'Nothing is open.'],
  'tasks.closed': ['已办结', 'Closed'],
  'tasks.closed.none': ['还没有办结的问题。', 'Nothing has been closed yet.'],
  'tasks.more': ['后面还有', 'There is more'],
  'tasks.new': ['登记上级通报或自查问题', 'Enter a notice from above or an own check'],
  'tasks.see_all': ['查看全部', 'See all'],
  'task.title': ['整改任务', 'Task'],
  'task.back': ['返回排查整改', 'Back to the tasks'],
  'task.item': ['稿件', 'Item'],
  'task.from': ['来源', 'From'],
  'task.finding': ['发现的问题', 'What was found'],
  'task.words': ['问题描述', 'What is wrong'],
  'task.contact': ['联系方式（请勿外传）', 'Contact (keep it private)'],
  'task.contact.none': ['未留联系方式', 'None given'],
  'task.contact.erased': ['办结后不再保留', 'Not kept once it is closed'],
  'task.suggestion': ['建议改为：{text}', 'Suggested: {text}'],
  'task.found_at': ['发现时间', 'Found'],
  'task.due': ['办理期限', 'Due'],
  'task.due.at': ['{time} 前办结', 'by {time}'],
  'task.late': ['已逾期', 'Late'],
  'task.closed_at': ['办结时间', 'Closed'],
  'task.closed_by': ['{name} · {time}', '{name} · {time}'],
  'task.took': ['用时', 'It took'],
  'task.took.minutes': ['{count} 分钟', '{count} minutes'],
  'task.took.hours': ['{count} 小时', '{count} hours'],
  'task.took.days': ['{count} 天', '{count} days'],
  'task.result': ['办理结果', 'Result'],
  'task.answer': ['答复', 'Answer'],
  'task.act': ['立行立改', 'Mend it now'],
  'task.act.item': ['打开稿件', 'Open the item'],
  'task.unconfirmed': ['网页已由一人撤下，等第二人确认后本项自动办结。', 'One person has taken the page down; it closes by itself once a second has confirmed.'],
  'task.close': ['办结', 'Close'],
  'task.close.how': ['办理结果', 'Result'],
  'task.close.words': ['处理情况', 'What was done'],
  'task.close.words.public': ['给反映人的答复', 'Answer to the reader'],
  'task.close.hint': ['不超过 500 字，记入办理记录，不能修改。请勿写入个人信息。', 'At most 500 characters. It is recorded for good; name no person.'],
  'task.close.hint.public': ['反映人凭回执号会看到这段话。写明核实结果和处理情况，不超过 500 字；记入办理记录，不能修改。请勿写入个人信息和不宜公开的内容。', 'The reader sees this with the receipt number. Say what you found and what was done, in at most 500 characters. It is recorded for good; name no person, and write nothing that is not public.'],
  'task.year.waiting': ['等待录入的稿件', 'What waits for it'],
  'task.year.missing': ['办结期限暂缺：{count} 件', 'without a due time: {count}'],
  'task.year.may_move': ['办结期限可能顺延：{count} 件', 'with a due time that may still move: {count}'],
  'task.year.do': ['怎么办理', 'What to do'],
  'task.year.do.find': ['查找国务院办公厅关于 {year} 年部分节假日安排的通知（一般在上一年 10 月下旬至 12 月上旬公布）。', 'Find the State Council notice on the holidays of {year}. It comes out between late October and early December of the year before.'],
  'task.year.do.load': ['请系统维护人员把通知的文号、日期、放假和调休上班日期录入 shared/calendar/notices.ts，或换用已含 {year} 年的新版本。步骤见 docs/calendar.md。', 'Have whoever maintains the system enter its number, date, days off and make-up days in shared/calendar/notices.ts, or take a version that has {year}. The steps are in docs/calendar.md.'],
  'task.year.do.deploy': ['测试通过后更新部署，一分钟内生效。', 'Once the tests pass, deploy the update; it holds within a minute.'],
  'task.year.meanwhile': ['在此之前审核照常进行，落在该年的办结期限显示为“待录入”，系统不作推算。', 'Until then reviews go on; due times in that year are shown as missing, and none is guessed.'],
  'task.new.page': ['网页地址或稿件编号', 'Address of the page, or id of the item'],
  'task.new.page.hint': ['粘贴公开网页的地址即可，网页须正在公开。', 'Paste the address of the public page; it must be public now.'],
  'task.new.kind': ['来源', 'From'],
  'task.new.save': ['登记', 'Enter'],
} as const satisfies Words
