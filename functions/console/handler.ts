import { app, signed } from '../../shared/web/app.ts'
import { visitorOf } from '../../shared/web/visitor.ts'
import { awayForm, comeBack, markAway } from './absence/away.ts'
import { createAppointment, createDelegation, newAppointment, newDelegation } from './absence/new.ts'
import { delegationPage, settleDelegation } from './absence/one.ts'
import { absencePage } from './absence/overview.ts'
import { carryOutChange, change } from './admin/change.ts'
import { changeDone } from './admin/done.ts'
import { exportList } from './admin/lexicon/export.ts'
import { listAction, listPage } from './admin/lexicon/list.ts'
import { createList, newListPage } from './admin/lexicon/new.ts'
import { draftAction, lexiconPage } from './admin/lexicon/page.ts'
import { previewPage } from './admin/lexicon/preview.ts'
import { editionProposal, settleEdition } from './admin/lexicon/proposal.ts'
import { admin } from './admin/overview.ts'
import { personPage } from './admin/person.ts'
import { proposal, settle } from './admin/proposal.ts'
import { failedNotices, sendAgain } from './admin/notices.ts'
import { assets, unknown } from './assets.ts'
import { attachment } from './attachments/download.ts'
import { attachmentsPage } from './attachments/page.ts'
import { removeAttachment } from './attachments/remove.ts'
import { takeAttachment } from './attachments/take.ts'
import { carryOut } from './command/carry-out.ts'
import { done } from './command/done.ts'
import { command } from './command/page.ts'
import { body, identity, origin } from './context.ts'
import { decidePage } from './decide/page.ts'
import { edit, save } from './editor/edit.ts'
import { lexiconScript } from './editor/live.ts'
import { create, newItem } from './editor/new.ts'
import { dutyPage, nameDuty } from './duty/page.ts'
import { flowPage } from './flow/page.ts'
import { home } from './home.ts'
import { itemPage, revisionPage } from './item/page.ts'
import { mePage, saveMe } from './me/page.ts'
import { published } from './published.ts'
import { taskList } from './tasks/list.ts'
import { createTask, newTask } from './tasks/new.ts'
import { closePage, taskPage } from './tasks/page.ts'

/** The pages of editors, reviewers and administrators. */
export const handler = app({
  function: 'console', body, origin, visitor: visitorOf(identity),
  pages: {
    'home': signed(home), 'duty': signed(dutyPage), 'duty.name': signed(nameDuty), 'flow': signed(flowPage), 'published': signed(published), assets, 'lexicon.script': signed(lexiconScript),
    'new': signed(newItem), 'create': signed(create), 'edit': signed(edit), 'save': signed(save),
    'attachments': signed(attachmentsPage), 'attachments.remove': signed(removeAttachment), 'attachments.taken': signed(takeAttachment),
    'attachments.take': signed(takeAttachment), 'attachment': signed(attachment),
    'item': signed(itemPage), 'revision': signed(revisionPage), 'decide': signed(decidePage),
    'command': signed(command), 'carry_out': signed(carryOut), 'done': signed(done),
    'admin': signed(admin), 'admin.person': signed(personPage), 'admin.new': signed(change), 'admin.create': signed(carryOutChange),
    'admin.change': signed(change), 'admin.carry_out': signed(carryOutChange), 'admin.done': signed(changeDone),
    'admin.proposal': signed(proposal), 'admin.settle': signed(settle), 'admin.lexicon': signed(lexiconPage),
    'lexicon.draft': signed(draftAction), 'lexicon.new': signed(newListPage), 'lexicon.create': signed(createList), 'lexicon.list': signed(listPage), 'lexicon.change': signed(listAction), 'lexicon.export': signed(exportList),
    'lexicon.preview': signed(previewPage), 'lexicon.proposal': signed(editionProposal), 'lexicon.settle': signed(settleEdition),
    'tasks': signed(taskList), 'task.new': signed(newTask), 'task.create': signed(createTask), 'task': signed(taskPage), 'task.close': signed(closePage),
    'absence': signed(absencePage), 'absence.return': signed(comeBack), 'absence.new': signed(newDelegation), 'absence.create': signed(createDelegation),
    'absence.appoint': signed(newAppointment), 'absence.name': signed(createAppointment), 'absence.away': signed(awayForm), 'absence.mark': signed(markAway),
    'absence.one': signed(delegationPage), 'absence.settle': signed(settleDelegation),
    'me': signed(mePage), 'me.save': signed(saveMe), 'admin.notices': signed(failedNotices), 'admin.notice.again': signed(sendAgain),
    unknown, 'unknown.post': unknown,
  },
})
