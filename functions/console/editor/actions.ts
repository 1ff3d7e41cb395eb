import type { Attachment } from '../../../shared/document/content.ts'
import { joinBlocks } from '../../../shared/document/join.ts'
import { DocumentError } from '../../../shared/document/limits.ts'
import type { ImportNotice } from '../../../shared/document/notices.ts'
import { toText } from '../../../shared/document/to-text.ts'
import type { Document } from '../../../shared/document/types.ts'
import { contentView, marksOf } from '../../../shared/web/document.ts'
import type { Problem } from '../../../shared/web/fields.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import type { SignedRequest } from '../../../shared/web/request.ts'
import type { Draft } from './draft.ts'
import { reportList, screenNow } from './findings.ts'
import { isMask, masked } from './mask.ts'
import { presetOf } from './preset.ts'
import { documentProblem, readDraft, readText, takeImport } from './read.ts'

/** What an action that stores nothing has made of the form. */
export interface Tried {
  readonly draft: Draft
  readonly problems: readonly Problem[]
  readonly notices: readonly ImportNotice[]
  /** a line that says what has been done */
  readonly said?: string
  /** preview or findings, to stand above the form */
  readonly shown?: Html
  /** what was screened just now: its columns may be masked */
  readonly screened?: Document
}

/** Whether an action only works on what is in the form. */
export function isTrial(action: string): boolean {
  return action === 'import' || action === 'preview' || action === 'screen' || action.startsWith('join:')
}

/** Imports, joins, previews or screens what stands in the form. Nothing is stored. */
export async function tryOut(request: SignedRequest, action: string, draft: Draft, attachments: readonly Attachment[]): Promise<Tried> {
  const { form, say } = request
  const imported = takeImport(form, draft)
  if (imported.problems.length > 0) return imported
  if (action === 'import') return { ...imported, said: say('edit.imported') }
  if (isMask(action)) return mask(request, imported.draft, action)
  if (action.startsWith('join:')) return join(request, imported.draft, Number(action.slice('join:'.length)))
  const read = readDraft(form, imported.draft, attachments)
  if (!read.content) return { draft: imported.draft, problems: read.problems, notices: read.notices }
  const screened = action === 'screen' ? await screenNow(read.content) : undefined
  return {
    draft: imported.draft, problems: [], notices: read.notices, ...(screened && { screened: read.content.body }),
    shown: html`<section class="shown">
${screened ? html`<div class="panel"><h2>${say('edit.screening.title')}</h2>${reportList(screened, say)}</div>` : html`<h2>${say('edit.preview.title')}</h2>`}
${contentView(read.content, marksOf(screened?.report.findings ?? []))}
<p class="quiet">${say('edit.unsaved')}</p></section>`,
  }
}

function mask({ say, body }: SignedRequest, draft: Draft, action: string): Tried {
  const read = readText(draft.text)
  if (!read.document) return { draft, problems: read.problems, notices: read.notices }
  const made = masked(read.document, action, presetOf(body, draft.unit))
  return {
    draft: made ? { ...draft, text: made.text } : draft, problems: [], notices: read.notices,
    screened: made?.document ?? read.document, said: say(made ? 'edit.masked' : 'edit.masked.nothing'),
  }
}

function join({ say }: SignedRequest, draft: Draft, at: number): Tried {
  const read = readText(draft.text)
  if (!read.document) return { draft, problems: read.problems, notices: read.notices }
  try {
    const text = toText(joinBlocks(read.document, at))
    return { draft: { ...draft, text }, problems: [], notices: readText(text).notices, said: say('edit.joined') }
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error
    return { draft, problems: [documentProblem(error)], notices: read.notices }
  }
}
