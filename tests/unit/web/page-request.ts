import type { PageRequest } from '../../../shared/web/request.ts'
import type { Lang } from '../../../shared/web/words.ts'
import { sayIn } from '../../../shared/web/words.ts'
import { body } from '../portal/world.ts'

/** The request of somebody who has come to a page, in a language. */
export function pageRequest(lang: Lang = 'zh'): PageRequest {
  return {
    method: 'GET', path: '/', params: {}, query: new URLSearchParams(), cookies: new Map(), form: { texts: new Map(), uploads: new Map() },
    lang, large: false, say: sayIn(lang), body, requestId: 'r', source: '192.0.2.1',
  }
}
