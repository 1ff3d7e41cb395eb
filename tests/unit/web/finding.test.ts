import { parse } from 'node-html-parser'
import { describe, expect, test } from 'vitest'
import { compileLexicon, screen, shippedLexicon } from '../../../shared/screening/index.ts'
import type { Finding } from '../../../shared/screening/index.ts'
import { readBasis } from '../../../shared/web/basis.ts'
import { blocksView, marksOf } from '../../../shared/web/document.ts'
import { basisLine, findingCards } from '../../../shared/web/finding.ts'
import { html, render } from '../../../shared/web/html.ts'
import { sayIn } from '../../../shared/web/words.ts'
import { labelledCases } from '../../bench/screening/cases.ts'

const say = sayIn('zh')
const shipped = shippedLexicon()

describe('the basis of a finding', () => {
  test('is its law, then how the rule knew, in words', () => {
    expect(readBasis('个人信息保护法第四条; label:column')).toEqual({ sources: ['个人信息保护法第四条'], proofs: ['proof.label:column'] })
    expect(basisLine('个人信息保护法第四条; label:column', say)).toBe('个人信息保护法第四条；表头写明')
    expect(basisLine('个人信息保护法第二十八条; 健康信息; with a person', sayIn('en'))).toBe('个人信息保护法第二十八条；健康信息；a person is named in the same sentence')
    expect(basisLine('GB 11643-1999; 个人信息保护法第四条', say)).toBe('GB 11643-1999；个人信息保护法第四条')
  })

  test('shows no code, not even one that has no words yet', () => {
    expect(basisLine('甲; some:code', say)).toBe('甲')
    expect(basisLine('', say)).toBe('')
  })

  test('has words for every code that a rule gives', () => {
    const bases = labelledCases().flatMap(({ text, terms }) => {
      const lexicon = terms ? compileLexicon(terms.map((term) => ({ ...term, allow: [...term.allow ?? []] }))) : shipped
      return screen({ blocks: [{ type: 'paragraph', text }] }, lexicon).findings.map(({ basis }) => basis)
    })
    expect(bases.length).toBeGreaterThan(100)
    for (const basis of new Set(bases)) {
      const { sources, proofs } = readBasis(basis)
      expect(sources.length + proofs.length, basis).toBe(basis.split(';').filter((part) => part.trim() !== '').length)
    }
  })
})

describe('the findings of a page', () => {
  const { findings } = screen({ blocks: [{ type: 'paragraph', text: '当事人王小明，电话13812345678，邮箱wxm@163.com。' }] }, compileLexicon([]))
  const page = parse(render(html`${blocksView({ blocks: [{ type: 'paragraph', text: '当事人王小明，电话13812345678，邮箱wxm@163.com。' }] }, marksOf(findings))}${findingCards(findings, say)}`))
  const card = (finding: Finding | undefined) => page.querySelector(`#finding-${finding?.id ?? ''}`)
  const links = (finding: Finding | undefined) => card(finding)?.querySelectorAll('.jumps a').map((one) => [one.text, one.getAttribute('href')])

  test('lead from one to the next and back', () => {
    const [first, second, third] = findings
    expect(findings).toHaveLength(3)
    expect(links(first)).toEqual([['下一处', `#finding-${second?.id}`]])
    expect(links(second)).toEqual([['上一处', `#finding-${first?.id}`], ['下一处', `#finding-${third?.id}`]])
    expect(links(third)).toEqual([['上一处', `#finding-${second?.id}`]])
  })

  test('lead into the text, and each mark in the text leads back', () => {
    for (const finding of findings) {
      expect(page.querySelector(`#at-${finding.id} a`)?.getAttribute('href')).toBe(`#finding-${finding.id}`)
      expect(card(finding)?.querySelector('a.hit')?.getAttribute('href')).toBe(`#at-${finding.id}`)
    }
  })

  test('have one address each on the page', () => {
    const ids = page.querySelectorAll('[id]').map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
