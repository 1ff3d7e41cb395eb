import type { LexiconAnswer, LexiconRefusal } from '../../../../shared/lexicon/index.ts'
import { RecordBusy } from '../../../../shared/record/index.ts'
import { WebError } from '../../../../shared/web/errors.ts'
import type { Html } from '../../../../shared/web/html.ts'
import { html } from '../../../../shared/web/html.ts'
import type { SignedRequest } from '../../../../shared/web/request.ts'

/** Why nothing was done with an edition, and what to do. */
export function refusedView({ say }: SignedRequest, code: LexiconRefusal): Html {
  return html`<div class="problems" role="alert" data-refused="${code}"><h2>${say(`lexicon.refused.${code}`)}</h2><p>${say(`lexicon.remedy.${code}`)}</p></div>`
}

/** @throws WebError where others came first too often */
export async function unlessBusy(answer: Promise<LexiconAnswer>): Promise<LexiconAnswer> {
  return answer.catch((error: unknown) => {
    throw error instanceof RecordBusy ? new WebError('busy') : error
  })
}
