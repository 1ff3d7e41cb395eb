import type { Lexicon } from '../../../shared/screening/lexicon.ts'
import { compileStored, isStoredLexicon } from '../../../shared/screening/stored.ts'
import { look } from './look.ts'
import type { Answer, Ask } from './messages.ts'
import { catchUp } from './older.ts'

/*
 * The worker behind the editor's page. It is given text and gives back findings; its policy lets it load scripts of this
 * site and nothing else, so it could not send the text anywhere if it tried.
 */

declare function importScripts(address: string): void

catchUp()

let lexicon: Lexicon | undefined

globalThis.addEventListener('message', ({ data }: MessageEvent<Ask>) => {
  lexicon ??= load(data.lexicon)
  const findings = look(data, lexicon)
  const answer: Answer = { id: data.id, ...(findings && { findings }) }
  globalThis.postMessage(answer)
})

function load(address: string): Lexicon {
  importScripts(address)
  const stored: unknown = Reflect.get(globalThis, 'lexicon')
  if (!isStoredLexicon(stored)) throw new Error('No lexicon')
  return compileStored(stored)
}
