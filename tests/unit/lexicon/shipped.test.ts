import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newerLists, shippedOf, withNewer } from '../../../shared/lexicon/shipped.ts'
import type { OwnLexicon } from '../../../shared/lexicon/shipped.ts'
import { changedLists, shippedStored } from '../../../shared/screening/index.ts'
import type { StoredLexicon, StoredList, Term } from '../../../shared/screening/index.ts'

const today = '2027-02-01'
const list = (terms: readonly Term[], more: Partial<StoredList> = {}): StoredList =>
  ({ id: 'misused', name: '错别字词库', edition: '2026-11', source: '词典', date: '2026-11-24', terms, ...more })
const lexicon = (...lists: StoredList[]): StoredLexicon => ({ v: 1, lists })
const later = { edition: '2027-01', date: '2027-01-15' }
const terms = (...texts: string[]): Term[] => texts.map((term) => ({ term, kind: 'misused', level: 'warn' }))
const textsIn = ({ lists }: StoredLexicon): (string | undefined)[][] => lists.map((one) => one.terms.map(({ term, suggestion }) => suggestion ? `${term}→${suggestion}` : term))

describe('a shipped list is newer', () => {
  const taken = lexicon(list(terms('甲错')))

  test('where it has changed since it was taken, under a later date or the same', () => {
    const shipped = (date: string) => lexicon(list(terms('甲错', '乙错'), { edition: date.slice(0, 7), date }))
    expect(newerLists({ own: taken, taken, shipped: shipped('2027-01-15') }).map(({ id }) => id)).toEqual(['misused'])
    expect(newerLists({ own: taken, taken, shipped: shipped('2026-11-24') })).toHaveLength(1)
  })

  test('not where it is the one that was taken, whatever was made of it', () => {
    expect(newerLists({ own: lexicon(list(terms('丙错'), { edition: '2026-12', date: '2026-12-01' })), taken, shipped: taken })).toEqual([])
  })

  test('not where an older program ships it', () => {
    const shipped = lexicon(list(terms('旧错'), { edition: '2026-10', date: '2026-10-01' }))
    expect(newerLists({ own: taken, taken, shipped })).toEqual([])
  })

  test('not where it ships empty: what the body has loaded into it is the body’s', () => {
    const own = lexicon(list(terms('本单位词'), { id: 'sensitive', edition: '2026-12', date: '2026-12-01' }))
    const empty = lexicon(list([], { id: 'sensitive', edition: '', date: '' }))
    expect(newerLists({ own, taken: empty, shipped: empty })).toEqual([])
    expect(newerLists({ own, taken: undefined, shipped: empty })).toEqual([])
  })

  test('where there was none of its kind before', () => {
    const shipped = lexicon(list(terms('甲错')), list(terms('地名'), { id: 'places', name: '地名库' }))
    expect(newerLists({ own: taken, taken, shipped }).map(({ id }) => id)).toEqual(['places'])
    expect(textsIn(withNewer({ own: taken, taken, shipped }, today))).toEqual([['甲错'], ['地名']])
  })
})

describe('taking a newer shipped list', () => {
  const taken = lexicon(list(terms('留着', '上游改', '上游删', '本单位改', '本单位删')))
  const shipped = lexicon(list([...terms('留着'), { term: '上游改', kind: 'misused', suggestion: '新' }, { term: '本单位改', kind: 'misused', suggestion: '上游的' },
    ...terms('本单位删', '上游增')], later))
  const own = lexicon(
    list([...terms('留着', '上游改', '上游删'), { term: '本单位改', kind: 'misused', level: 'block' }, ...terms('本单位增')], { edition: '2026-11+2026-12-01', date: '2026-12-01' }),
    list(terms('地名'), { id: 'own-1', name: '本县地名' }),
  )

  test('keeps what was put, changed and withdrawn, and takes the rest as shipped', () => {
    const after = withNewer({ own, taken, shipped }, today)
    expect(textsIn(after)).toEqual([['留着', '上游改→新', '本单位改', '上游增', '本单位增'], ['地名']])
    expect(after.lists[0]?.terms[2]).toMatchObject({ level: 'block' })
    expect(after.lists[0]).toMatchObject({ edition: '2027-01+2027-02-01', date: today })
  })

  test('gives exactly the shipped list where nothing was done to it', () => {
    expect(withNewer({ own: taken, taken, shipped }, today).lists).toEqual(shipped.lists)
  })

  test('loses no term of the body’s where nobody knows what was taken', () => {
    const after = withNewer({ own: lexicon(list(terms('本单位增', '留着'))), taken: undefined, shipped }, today)
    expect(textsIn(after)[0]).toEqual(['留着', '上游改→新', '本单位改→上游的', '本单位删', '上游增', '本单位增'])
  })

  test('does nothing a second time', () => {
    const after = withNewer({ own, taken, shipped }, today)
    expect(withNewer({ own: after, taken: shipped, shipped }, '2027-03-01')).toEqual(after)
  })

  test('never brings back what was withdrawn nor drops what was put, whatever is shipped', () => {
    const texts = fc.uniqueArray(fc.constantFrom(...'甲乙丙丁戊己庚辛'), { maxLength: 8 })
    fc.assert(fc.property(texts, texts, texts, (before, mine, next) => {
      const after = withNewer({ own: lexicon(list(terms(...mine))), taken: lexicon(list(terms(...before))), shipped: lexicon(list(terms(...next), later)) }, today)
      const present = after.lists[0]?.terms.map(({ term }) => term) ?? []
      if (next.length > 0) {
        expect(present.filter((text) => before.includes(text) && !mine.includes(text))).toEqual([])
        expect(next.filter((text) => !before.includes(text) || mine.includes(text)).every((text) => present.includes(text))).toBe(true)
      }
      expect(mine.filter((text) => !before.includes(text)).every((text) => present.includes(text))).toBe(true)
      expect(new Set(present).size).toBe(present.length)
    }))
  })
})

test('the lexicon that ships is not newer than itself', () => {
  const shipped = shippedStored()
  expect(newerLists({ own: shipped, taken: shipped, shipped })).toEqual([])
  expect(changedLists(shipped, withNewer({ own: shipped, taken: undefined, shipped }, today))).toEqual([])
})

test('a lexicon says what was taken only where it is a digest', () => {
  const own: OwnLexicon = { ...shippedStored(), shipped: 'ab' }
  expect(shippedOf(own)).toBe('ab')
  expect(shippedOf(shippedStored())).toBeUndefined()
})
