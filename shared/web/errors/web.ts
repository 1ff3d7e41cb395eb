import type { ErrorText } from './types.ts'

/** Errors that pages meet before any rule is asked. */
export const webErrors = {
  not_found: {
    status: 404,
    what: ['没有这个页面或稿件', 'There is no such page or item'],
    remedy: ['请检查网址；稿件只对本单位人员可见。可从“待我办理”重新进入。', 'Check the address; an item is seen by people of its own unit only. Start again from “Waiting for me”.'],
  },
  sign_in_needed: {
    status: 401,
    what: ['登录已过期，或尚未登录', 'You are not signed in, or no longer'],
    remedy: ['请重新登录，然后继续。', 'Sign in, then go on.'],
  },
  no_token: {
    status: 403,
    what: ['无法确认这次提交出自您打开的页面', 'It could not be confirmed that this form came from a page that you opened'],
    remedy: ['多半是在别的窗口重新登录过。请核对下面的内容后重新提交。', 'Most likely you signed in again in another window. Check what is below and submit it again.'],
  },
  foreign_origin: {
    status: 403,
    what: ['这次提交来自别的网站，没有执行', 'This form came from another site and was not acted on'],
    remedy: ['请从本系统的页面内操作；如果您没有点过任何按钮，请告诉管理员。', 'Act from inside this system; if you pressed no button, tell an administrator.'],
  },
  bad_form: {
    status: 400,
    what: ['提交的内容不完整，无法读取', 'What was submitted is incomplete and cannot be read'],
    remedy: ['请按浏览器的“后退”回到表单，再提交一次。', 'Go back in your browser and submit again.'],
  },
  unsupported_media: {
    status: 415,
    what: ['提交的格式不受支持', 'This kind of content is not taken'],
    remedy: ['请用页面上的表单提交。', 'Use the forms of these pages.'],
  },
  too_large: {
    status: 413,
    what: ['内容过大，没有保存', 'This is too large and was not saved'],
    remedy: ['正文最多 1 MB。请按浏览器的“后退”取回文字，删减或拆分成几篇。', 'A text takes at most 1 MB. Go back in your browser to recover it, then shorten or divide it.'],
  },
  unknown_person: {
    status: 403,
    what: ['登录成功，但系统里没有您的账号', 'You signed in, but this system does not know you'],
    remedy: ['请把您的姓名和单位告诉管理员，由两名管理员为您登记。联系电话：{phone}；邮箱：{email}。', 'Tell an administrator your name and unit; two administrators will register you. Telephone {phone}, email {email}.'],
  },
  suspended_person: {
    status: 403,
    what: ['您的账号已停用', 'Your account is suspended'],
    remedy: ['如有疑问请联系管理员。联系电话：{phone}；邮箱：{email}。', 'Ask an administrator if this is a mistake. Telephone {phone}, email {email}.'],
  },
  sign_in_failed: {
    status: 400,
    what: ['登录没有成功', 'Signing in did not succeed'],
    remedy: ['请重新登录；多次失败请联系管理员。', 'Sign in again; ask an administrator if it keeps failing.'],
  },
  sign_in_not_fresh: {
    status: 403,
    what: ['登录系统没有重新核对您的身份', 'The sign-in service did not ask anew who you are'],
    remedy: ['请先在登录系统退出，再重新登录；仍不行请联系管理员。', 'Sign out of the sign-in service first and sign in again; ask an administrator if it keeps failing.'],
  },
  sign_in_expired: {
    status: 400,
    what: ['登录请求已失效或已用过', 'This sign-in has run out or was used already'],
    remedy: ['登录页打开超过 10 分钟会失效，请重新登录。', 'A sign-in is good for 10 minutes; begin again.'],
  },
  sign_in_unavailable: {
    status: 503,
    what: ['统一认证暂时无法访问', 'The sign-in provider cannot be reached'],
    remedy: ['请过几分钟再试；仍不行请联系管理员。', 'Try again in a few minutes; then ask an administrator.'],
  },
  sealed: {
    status: 403,
    what: ['这一版已封存', 'This revision is sealed'],
    remedy: ['确需查看的，请在稿件页“申请启封”，由第二人确认。', 'To see it, ask to unseal it on the item’s page; a second person must confirm.'],
  },
  attachment_broken: {
    status: 409,
    what: ['这个附件现在的内容与登记的摘要不符，不能下载，也不会公开', 'What lies there is not what the digest of this attachment says; it is neither handed out nor published'],
    remedy: ['请告诉管理员；需要公开的，由拟稿人重新上传。', 'Tell an administrator; if it is to be published, its editor has to upload it anew.'],
  },
  not_your_role: {
    status: 403,
    what: ['您的岗位不能打开这个页面', 'Your post does not open this page'],
    remedy: ['如工作需要，请联系管理员调整岗位。', 'If your work needs it, ask an administrator.'],
  },
  busy: {
    status: 503,
    what: ['同一稿件正在被处理，请稍候', 'This item is being worked on at this moment'],
    remedy: ['请过几秒再提交一次，内容没有丢失。', 'Submit again in a few seconds; nothing is lost.'],
  },
  failed: {
    status: 500,
    what: ['系统出错，操作可能没有完成', 'Something failed; the action may not have been completed'],
    remedy: ['请先打开稿件看办理进度，再决定是否重试；重复提交不会办两次。', 'Look at the item’s status first, then decide whether to try again; a repeat is never done twice.'],
  },
} as const satisfies Readonly<Record<string, ErrorText>>
