import { parse } from 'node-html-parser'
import { describe, expect, test } from 'vitest'
import { html, render } from '../../../shared/web/html.ts'
import type { FormDoor } from '../../../shared/web/review/door.ts'
import { checkPage } from '../../../shared/web/review/check.ts'
import { nextSentence } from '../../../shared/web/review/next.ts'
import type { CommandOf } from '../../../shared/workflow/commands.ts'
import { actor, PEOPLE, Story } from '../workflow/world.ts'
import { pageRequest } from './page-request.ts'

const RELEASE_AT = '2026-03-06T01:30:00.000Z'
const door: FormDoor = { action: () => undefined, proof: () => html`` }

/** What the approver is told to come of the press. */
function told(releaseAt?: string): string {
  const story = new Story().drafted().submitted().screened().passed('fang').passed('han')
  const command: CommandOf<'approve'> = { name: 'approve', review: 'approval', seen: story.seen(), ...releaseAt !== undefined && { releaseAt } }
  const seen = { item: story.it, actor: actor('jiang'), people: PEOPLE, facts: story.facts() }
  const page = checkPage(pageRequest(), seen, 'approve', command, door)
  if (page.kind !== 'page') throw new Error(page.kind)
  return parse(render(page.main)).querySelectorAll('tr').find((row) => row.text.includes('确认后'))?.text ?? ''
}

describe('an approval for a time', () => {
  test('says before the press when the page will be public, and that it is not until then', () => {
    expect(told(RELEASE_AT)).toContain('签发后暂不公开；2026年3月6日 09:30')
    expect(told()).toContain('自动发布到公开网站')
    expect(told()).not.toContain('暂不公开')
  })

  test('says after it when the system publishes', () => {
    const approved = (releaseAt?: string) => new Story().drafted().submitted().screened().passed('fang').passed('han').approved('jiang', releaseAt).it
    expect(nextSentence(pageRequest(), approved(RELEASE_AT), PEOPLE)).toBe('下一步：系统于 2026年3月6日 09:30 自动发布')
    expect(nextSentence(pageRequest('en'), approved(RELEASE_AT), PEOPLE)).toBe('Next: the system publishes it on 6 Mar 2026, 09:30')
    expect(nextSentence(pageRequest(), approved(), PEOPLE)).toBe('下一步：系统自动发布')
  })
})
