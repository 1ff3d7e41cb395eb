import type { Lexicon } from './lexicon.ts'
import { entryOf, isOnlyPlain, valuesOf } from './lexicon.ts'
import { foldTerm } from './match/fold.ts'
import type { Folded } from './match/folded.ts'
import { clearFolded, foldText, makeFolded } from './match/folded.ts'
import { addMet, makeMet, MET_SIZE } from './match/met.ts'
import type { MetList } from './match/met.ts'
import type { OnMet } from './match/scan.ts'
import { scanRepeats, scanWords } from './match/scan.ts'
import { soundUnit } from './match/sound.ts'

/** tables for texts of usual size are kept: making and clearing them costs as much as the folding */
const KEPT_UNITS = 1 << 22
let kept: Folded | undefined
const words = makeMet()
const slips = makeMet()

/** Folds texts one after the other. There is one table: it is read before the next texts are folded. */
export function foldTexts(texts: readonly string[]): Folded {
  const size = texts.reduce((sum, text) => sum + text.length, 0)
  let folded = kept
  if (folded === undefined || size > folded.units.length) {
    folded = makeFolded(size)
    kept = size <= KEPT_UNITS ? folded : kept
  }
  clearFolded(folded)
  for (const text of texts) foldText(text, folded)
  return folded
}

/**
 * Meets every term in folded texts, in each way of writing that it is looked for in, and hands them over in batches.
 * Whether a term is meant where it is met is for the caller to judge. The list is emptied after each batch.
 */
export function meetTerms(folded: Folded, lexicon: Lexicon, texts: readonly { readonly text: string }[], onMet: OnMet): void {
  scanWords(lexicon.trie, folded, words, (met) => {
    nameEntries(met, lexicon)
    onMet(met)
  })
  slips.count = 0
  scanRepeats(lexicon.trie, lexicon.collapsed, folded, lexicon.longest, (value, from, to) => {
    for (const each of valuesOf(lexicon, value)) {
      const { entry, way } = entryOf(lexicon, each)
      if (way === 'collapsed' && !runsReach(folded, lexicon.texts[entry] ?? '', from, to)) continue
      if (lexicon.details.get(entry)?.exact !== true) addMet(slips, entry, way, from, to)
    }
  })
  if (lexicon.homophones > 0) meetSounds(folded, lexicon, texts)
  onMet(slips)
}

/** puts the terms of a value that stands for several, or for another form, in its place */
function nameEntries(list: MetList, lexicon: Lexicon): void {
  const { count } = list
  for (let at = 0; at < count; at++) {
    const value = list.numbers[at * MET_SIZE] ?? 0
    if (isOnlyPlain(lexicon, value)) continue
    const from = list.numbers[at * MET_SIZE + 2] ?? 0
    const to = list.numbers[at * MET_SIZE + 3] ?? 0
    const end = list.count
    for (const [number, each] of valuesOf(lexicon, value).entries()) {
      const { entry, way } = entryOf(lexicon, each)
      if (number === 0) list.count = at
      addMet(list, entry, way, from, to)
      if (number === 0) list.count = end
    }
  }
}

function meetSounds(folded: Folded, lexicon: Lexicon, texts: readonly { readonly text: string }[]): void {
  const { trie, values, forms } = lexicon.sounds
  scanWords(trie, inSounds(folded, texts), words, ({ numbers, count }) => {
    for (let at = 0; at < count * MET_SIZE; at += MET_SIZE) {
      for (const entry of values.get(forms[numbers[at] ?? 0] ?? '') ?? []) {
        addMet(slips, entry, 'sound', numbers[at + 2] ?? 0, numbers[at + 3] ?? 0)
      }
    }
  })
}

/** the text repeats each unit at least as often as the term does */
function runsReach({ units }: Folded, text: string, from: number, to: number): boolean {
  const own = foldTerm(text)
  let place = from
  for (let at = 0; at < own.length;) {
    const unit = own.charCodeAt(at)
    let lacking = 0
    while (own.charCodeAt(at) === unit) {
      lacking++
      at++
    }
    while (place < to && units[place] === unit) {
      lacking--
      place++
    }
    if (lacking > 0) return false
  }
  return true
}

function inSounds(folded: Folded, texts: readonly { readonly text: string }[]): Folded {
  const units = new Uint16Array(folded.length + 2)
  for (const [number, first] of folded.bounds.entries()) {
    const { text = '' } = texts[number] ?? {}
    const end = folded.bounds[number + 1] ?? folded.length
    for (let at = first; at < end; at++) units[at] = soundUnit(text.charCodeAt(folded.starts[at] ?? 0)) || 0xffff
  }
  return { ...folded, units, repeats: [] }
}
