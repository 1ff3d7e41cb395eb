import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Term } from '../../../shared/screening/lexicon.ts'
import { compileLexicon, listStatus, putTerm, withdrawTerm } from '../../../shared/screening/lexicon.ts'
import { foldTerm } from '../../../shared/screening/match/fold.ts'
import { findTerms } from '../../../shared/screening/terms.ts'
import { findNaively, foldNaively } from './oracle.ts'

const HAN = ['中', '国', '人', '民', '開', '开', '發', '发', '票', '代', '𠮷', '野', '家', '二', '贰', '㈠', '四']
const LATIN = ['a', 'Ａ', 'ⓐ', '𝐚', 'b', 'B', '🅑', 'ﬁ', '㎏', '①', '⑩', '1', '２']
const SKIPPED = [' ', '　', '\u200B', '😀', '·', '-', '\u0301', '\u202E', '\t', '，', '🇨🇳', '👍🏽']
const letter = fc.constantFrom(...HAN, ...LATIN)
const term = fc.array(letter, { minLength: 1, maxLength: 4 }).map((chars) => chars.join('')).filter((text) => foldTerm(text) !== '')
const text = fc.array(fc.oneof({ weight: 6, arbitrary: letter }, { weight: 2, arbitrary: fc.constantFrom(...SKIPPED) }),
  { maxLength: 40 }).map((chars) => chars.join(''))

/** without repeats and divisions: what the oracle knows */
function found(source: string, lexicon: ReturnType<typeof compileLexicon>, of: string): string[] {
  return findTerms([{ place: { block: 0 }, text: source, label: '', head: false }], lexicon, 'all')
    .filter((hit) => hit.masked === of).map(({ start, end }) => `${start}-${end}`)
}

/** neither a Latin letter nor a digit at the ends: the rule of whole words is tested on its own */
function isHan(source: string): boolean {
  return /^[㐀-鿿]+$/u.test(foldTerm(source).replaceAll(/[\uD800-\uDFFF]/gu, '家'))
}

describe('finding terms in folded text', () => {
  it('finds every term that a naive search finds, and nothing that it does not', () => {
    fc.assert(fc.property(fc.uniqueArray(term.filter(isHan), { minLength: 1, maxLength: 6 }), text, (terms, source) => {
      const lexicon = compileLexicon(terms.map((each) => ({ term: each, anywhere: true })))
      for (const each of terms) {
        const plain = findTerms([{ place: { block: 0 }, text: source, label: '', head: false }], lexicon, 'all')
          .filter((hit) => hit.masked === each && !isStretched(source, hit.start, hit.end, each))
          .map(({ start, end }) => `${start}-${end}`)
        const wide = found(source, lexicon, each)
        const want = findNaively(source, each).filter((place) => !isInside(place, wide))
        expect(plain.toSorted()).toEqual(want.toSorted())
      }
    }), { numRuns: 200 })
  })

  it('points at text that folds to the term, repeats aside', () => {
    fc.assert(fc.property(fc.uniqueArray(term, { minLength: 1, maxLength: 6 }), text, (terms, source) => {
      const lexicon = compileLexicon(terms.map((each) => ({ term: each })))
      for (const hit of findTerms([{ place: { block: 0 }, text: source, label: '', head: false }], lexicon, 'all')) {
        expect(collapse(foldNaively(source.slice(hit.start, hit.end)).units)).toBe(collapse(foldTerm(hit.masked)))
      }
    }), { numRuns: 200 })
  })

  it('gives the same findings after changes as a lexicon built afresh', () => {
    const entry = fc.record({ term: term.filter(isHan), level: fc.constantFrom('warn' as const, 'block' as const), pinyin: fc.boolean() })
    fc.assert(fc.property(fc.array(entry, { maxLength: 30 }), fc.array(fc.nat(29), { maxLength: 20 }), text,
      (entries, withdrawn, source) => {
        const changed = compileLexicon([])
        for (const each of entries) putTerm(changed, each)
        for (const at of withdrawn) {
          const gone = entries[at]
          if (gone !== undefined) withdrawTerm(changed, gone.term)
        }
        const left = new Map<string, Term>(entries.map((each) => [each.term, each]))
        for (const at of withdrawn) left.delete(entries[at]?.term ?? '')
        const fresh = compileLexicon([...left.values()])
        const texts = [{ place: { block: 0 }, text: source, label: '', head: false }]
        const sorted = (lexicon: typeof fresh): string[] => findTerms(texts, lexicon, 'all')
          .map((hit) => JSON.stringify([hit.start, hit.end, hit.rule, hit.level, hit.basis])).toSorted()
        expect(sorted(changed)).toEqual(sorted(fresh))
        expect(listStatus(changed).map(({ digest, terms }) => [digest, terms]).filter(([, terms]) => terms !== 0))
          .toEqual(listStatus(fresh).map(({ digest, terms }) => [digest, terms]))
      }), { numRuns: 150 })
  })

  it('keeps what it finds when the table grows term by term', () => {
    const terms = Array.from({ length: 4000 }, (_, at) => `词${String.fromCharCode(0x4e8c + at)}${String.fromCharCode(0x5e74 + (at % 97))}`)
    const lexicon = compileLexicon([])
    for (const each of terms) putTerm(lexicon, { term: each, anywhere: true })
    for (const each of [terms[0], terms[1999], terms[3999]]) {
      expect(found(`前${each ?? ''}后`, lexicon, each ?? '')).toEqual([`1-${1 + (each ?? '').length}`])
    }
  })
})

function collapse(units: string): string {
  return units.replaceAll(/(.)\1+/gsu, '$1')
}

function isStretched(source: string, start: number, end: number, of: string): boolean {
  return foldNaively(source.slice(start, end)).units !== foldTerm(of)
}

function isInside(place: string, others: readonly string[]): boolean {
  const [start = 0, end = 0] = place.split('-').map(Number)
  return others.some((other) => {
    const [from = 0, to = 0] = other.split('-').map(Number)
    return from <= start && to >= end && other !== place
  })
}
