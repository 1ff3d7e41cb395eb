import { gzipSync } from 'node:zlib'
import { now } from '../../../shared/now.ts'
import type { Lexicon } from '../../../shared/screening/index.ts'
import { shippedStored, termsOf } from '../../../shared/screening/index.ts'
import { activeLexicon } from '../../../shared/stage/lexicon.ts'
import { WebError } from '../../../shared/web/errors.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { hasRole } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { chinaDay } from '../../../shared/web/time.ts'
import { record } from '../context.ts'
import { scriptOf } from '../scripts.ts'

/** What an editor's page needs to find as somebody types what the button finds: addresses and the day. */
export interface Live {
  readonly script: string
  readonly screener: string
  readonly lexicon: string
  /** YYYY-MM-DD */
  readonly today: string
}

/** Bytes of an answer at most: they travel as base64 in 6 MB of JSON. */
const MOST_BYTES = 4_000_000

const known = new WeakMap<Lexicon, boolean>()

/** The programs and the lexicon for screening in the browser; nothing where the programs are not there. */
export async function liveScreening(): Promise<Live | undefined> {
  const { lexicon, edition } = await activeLexicon(record)
  const editor = scriptOf('editor')
  const screener = scriptOf(asksSounds(lexicon) ? 'screener-sounds' : 'screener')
  if (!editor || !screener) return undefined
  return {
    script: address('assets', { name: editor.name }), screener: address('assets', { name: screener.name }),
    lexicon: address('lexicon.script', { name: nameOf(edition) }), today: chinaDay(now()),
  }
}

/** The lexicon in force as a script for the worker of an editor's page. A page of an older edition gets the present one. */
export async function lexiconScript({ params, visitor }: SignedRequest): Promise<Reply> {
  if (!hasRole(visitor, 'editor')) throw new WebError('not_your_role')
  const { edition, terms } = await activeLexicon(record)
  const stored = terms === undefined ? shippedStored() : await record.lexicon(terms)
  const gzipped = gzipSync(`self.lexicon=${JSON.stringify(stored)}`)
  // A worker loads scripts of this site alone, so there is no way around an answer's size: the page does without then.
  if (gzipped.length > MOST_BYTES) throw new WebError('too_large')
  return {
    kind: 'script', gzipped, kept: params['name'] === nameOf(edition) ? 'by this person' : 'not at all',
  }
}

function nameOf(edition: string): string {
  return `${edition.replace(/^.*@/u, '')}.js`
}

/** Whether some term is looked for by its sound. */
function asksSounds(lexicon: Lexicon): boolean {
  const asked = known.get(lexicon) ?? [...termsOf(lexicon)].some(({ pinyin, homophone }) => pinyin === true || homophone === true)
  known.set(lexicon, asked)
  return asked
}
