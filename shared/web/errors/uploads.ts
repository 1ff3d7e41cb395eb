import type { Said } from '../errors.ts'
import type { Lang, Values } from '../words.ts'
import { fill } from '../words.ts'
import type { ErrorText } from './types.ts'

/** Why an uploaded file was not attached, as editors read it. */
const problems = {
  unfinished: {
    status: 404,
    what: ['上传没有完成，没有添加附件', 'The upload did not come to its end; nothing was attached'],
    remedy: ['请重新选择文件上传；上传时不要关闭页面。', 'Choose the file again, and leave the page open while it is sent.'],
  },
  changed: {
    status: 409,
    what: ['上传的文件在收取前被换过，没有添加附件', 'The uploaded file was exchanged before it was taken in; nothing was attached'],
    remedy: ['请重新选择要用的文件上传。', 'Choose the file that you mean and upload it again.'],
  },
  too_large: {
    status: 413,
    what: ['文件超过 {size}，没有添加附件', 'The file is larger than {size}; nothing was attached'],
    remedy: ['请压缩其中的图片，或拆分成几个文件再上传。', 'Make its pictures smaller or divide it, then upload it again.'],
  },
  no_file: {
    status: 422,
    what: ['没有收到文件', 'No file arrived'],
    remedy: ['请先选择文件，再点“上传”；文件名不能只有符号。', 'Choose a file, then press “Upload”; its name cannot be of signs alone.'],
  },
  empty: {
    status: 422,
    what: ['“{name}”是空文件，没有添加附件', '“{name}” is empty; nothing was attached'],
    remedy: ['请核对文件后重新上传。', 'Check the file and upload it again.'],
  },
  not_taken: {
    status: 415,
    what: ['不收这种文件：“{name}”', 'Files of this type are not taken: “{name}”'],
    remedy: ['可以上传：{types}。', 'What is taken: {types}.'],
  },
  wrong_kind: {
    status: 415,
    what: ['“{name}”的内容与扩展名不符，没有添加附件', 'The content of “{name}” does not fit its ending; nothing was attached'],
    remedy: ['请用原来的程序打开，去掉密码和宏，另存为正确的格式再上传；不要只改扩展名。', 'Open it in its own program, take off passwords and macros, and save it in the right format; renaming is not enough.'],
  },
  damaged: {
    status: 422,
    what: ['“{name}”已损坏或结构异常，没有添加附件', '“{name}” is damaged or oddly built; nothing was attached'],
    remedy: ['请用原来的程序打开，另存一份再上传。', 'Open it in its own program, save it anew and upload that.'],
  },
  full: {
    status: 422,
    what: ['已有 {most} 个附件，没有添加“{name}”', 'There are {most} attachments already; “{name}” was not attached'],
    remedy: ['请先移除一个，或把几个文件合并后再上传。', 'Remove one first, or join several files.'],
  },
  same_file: {
    status: 409,
    what: ['同样的文件已经在附件里：“{present}”', 'The very same file is attached already as “{present}”'],
    remedy: ['不需要再添加；要换文件名的，请先移除原来的。', 'There is nothing to add; to give it another name, remove the present one first.'],
  },
  same_name: {
    status: 409,
    what: ['已有同名附件“{name}”', 'There is an attachment of this name: “{name}”'],
    remedy: ['上传的文件还在，请选择怎样处理。', 'The uploaded file is still here; choose what to do with it.'],
  },
  stale: {
    status: 409,
    what: ['打开附件页之后，稿件已有改动', 'The item has changed since you opened the page'],
    remedy: ['没有覆盖任何改动。核对现在的稿件后，可以把“{name}”添加进去。', 'Nothing was overwritten. Look at the item as it is now; then “{name}” can be attached to it.'],
  },
  stale_removal: {
    status: 409,
    what: ['打开附件页之后，稿件已有改动，没有移除附件', 'The item has changed since you opened the page; nothing was removed'],
    remedy: ['请核对现在的附件，再决定是否移除。', 'Look at the attachments as they are now, then decide.'],
  },
} as const satisfies Readonly<Record<string, ErrorText>>

export type UploadProblem = keyof typeof problems

/** Says why a file was not attached. */
export function sayUploadProblem(code: UploadProblem, lang: Lang, values: Values): Said {
  const { status, what, remedy } = problems[code]
  const at = lang === 'zh' ? 0 : 1
  return { status, what: fill(what[at], values), remedy: fill(remedy[at], values) }
}
