import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { commandOfLink, linkState } from '../../shared/identity/index.ts'
import type { Link } from '../../shared/identity/index.ts'
import { CommandReused, LinkOver } from '../../shared/record/index.ts'
import type { Actor } from '../../shared/workflow/types.ts'
import type { Client, Stores } from './record-stores.ts'
import { startStores } from './record-stores.ts'
import type { Hand, People } from './record-world.ts'
import { bringTo, EDITION, people } from './record-world.ts'

let stores: Stores
let client: Client
let other: Client
let outside: Client
let who: People
let items = 0

beforeAll(async () => {
  stores = await startStores()
  outside = stores.client()
  client = stores.client('console')
  other = stores.client('console')
  who = await people(outside.identity)
  await outside.record.activateEdition(EDITION)
})

afterAll(async () => {
  await stores?.stop()
})

afterEach(() => {
  stores.gate.lift()
  vi.unstubAllEnvs()
})

/** An item at its first review with a link for the first reviewer. */
async function asked(reviewer: Actor = who.first): Promise<{ hand: Hand, token: string, link: Link }> {
  items += 1
  const hand = await bringTo('first_review', client.record, `L${items}`, who)
  const { token } = await client.identity.makeLink({ item: await hand.item(), person: reviewer.person })
  return { hand, token, link: await read(token) }
}

async function read(token: string): Promise<Link> {
  const link = await client.identity.link(token)
  if (!link) throw new Error('No link')
  return link
}

const stateOf = async (hand: Hand, token: string): Promise<string> => linkState(await read(token), await hand.item(), new Date().toISOString())
const by = ({ digest }: Link): { link: string, commandId: string, channel: 'email_link' } => ({ link: digest, commandId: commandOfLink(digest), channel: 'email_link' })

describe('a link', () => {
  test('is stored without its token, bound to item, revision, review and person', async () => {
    const { hand, token, link } = await asked()
    const item = await hand.item()
    expect(link).toMatchObject({ item: hand.id, unit: 'dadui', revision: item.revision, review: 'first_review', roundNumber: 1, enteredAt: item.enteredAt, person: who.first.person })
    expect(await stateOf(hand, token)).toBe('valid')
    const rows = JSON.stringify(await outside.tables.row('access', { pk: `link#${link.digest}`, sk: 'link' }))
    expect(rows).toContain(link.revision)
    expect(rows).not.toContain(token)
  })

  test('that nobody was given is none, however little it differs', async () => {
    const { token } = await asked()
    for (const wrong of [`${token.slice(0, -1)}${token.endsWith('A') ? 'E' : 'A'}`, token.slice(1), `${token}A`, '', '../x']) {
      expect(await client.identity.link(wrong), wrong).toBeUndefined()
    }
  })

  test('is used up in the transaction of its decision', async () => {
    const { hand, token, link } = await asked()
    const answer = await hand.do(who.first, await hand.passing(), by(link))
    expect(answer).toMatchObject({ kind: 'done', repeated: false, event: { type: 'pass', channel: 'email_link', commandId: commandOfLink(link.digest) } })
    expect(await read(token)).toMatchObject({ usedBy: commandOfLink(link.digest) })
    expect(await stateOf(hand, token)).toBe('used')
  })

  test('sent twice gives the first answer again', async () => {
    const { hand, link } = await asked()
    const command = await hand.passing()
    const first = await hand.do(who.first, command, by(link))
    const second = await hand.do(who.first, command, by(link))
    expect(second).toMatchObject({ kind: 'done', repeated: true, event: first.kind === 'done' ? { hash: first.event.hash } : {} })
  })

  test('pressed by two at once decides once, and both are told of the same event', async () => {
    const { hand, link } = await asked()
    const command = await hand.passing()
    const request = { itemId: hand.id, actor: who.first, command, ...by(link) }
    const answers = await Promise.all([client.record.execute(request), other.record.execute(request), client.record.execute(request)])
    expect(new Set(answers.map((answer) => answer.kind === 'done' ? answer.event.hash : answer.kind)).size).toBe(1)
    expect(answers.filter((answer) => answer.kind === 'done' && !answer.repeated)).toHaveLength(1)
    expect((await client.record.trail(hand.id)).filter(({ type }) => type === 'pass')).toHaveLength(1)
  })

  test('whose answer was lost is decided once, and says so when it is sent again', async () => {
    const { hand, token, link } = await asked()
    stores.gate.order({ kind: 'lost_answer', operation: 'TransactWriteItems' })
    const answer = await hand.do(who.first, await hand.passing(), by(link))
    expect(answer).toMatchObject({ kind: 'done', repeated: true, event: { type: 'pass' } })
    expect(await stateOf(hand, token)).toBe('used')
  })

  test('serves one decision: another one by it has no effect', async () => {
    const { hand, link } = await asked()
    await hand.do(who.first, { name: 'suggest', review: 'first_review', seen: { revision: link.revision }, text: '请核对日期。' }, by(link))
    await expect(hand.do(who.first, await hand.passing(), by(link))).rejects.toThrow(CommandReused)
    await expect(hand.do(who.first, await hand.passing(), { ...by(link), commandId: 'another' })).rejects.toThrow(LinkOver)
    expect((await hand.item()).round).toBe('first_review')
  })

  test('ends at its time, also between being looked at and being used', async () => {
    const { hand, token, link } = await asked()
    expect(linkState(link, await hand.item(), link.endsAt)).toBe('expired')
    const late = new Date(Date.parse(link.endsAt) + 1000)
    await expect(hand.do(who.first, await hand.passing(), { ...by(link), at: late })).rejects.toThrow(LinkOver)
    expect(await stateOf(hand, token)).toBe('valid')
  })

  test('is over when the item has changed, and of no use for its next stay at the same review', async () => {
    const { hand, token, link } = await asked()
    await hand.done(who.editor, { name: 'recall' })
    expect(await stateOf(hand, token)).toBe('superseded')
    await hand.submit(who.editor)
    expect((await hand.item()).round).toBe('first_review')
    expect(await stateOf(hand, token)).toBe('superseded')
    await expect(hand.do(who.first, await hand.passing(), by(link))).rejects.toThrow(LinkOver)
  })

  test('is over when somebody else has decided', async () => {
    const { hand, token, link } = await asked()
    await hand.pass(who.otherFirst)
    expect(await stateOf(hand, token)).toBe('superseded')
    const answer = await hand.do(who.first, { name: 'pass', review: 'first_review', seen: { revision: link.revision } }, by(link))
    expect(answer).toMatchObject({ kind: 'refused', code: 'already_decided' })
  })

  test('serves only the person that it was made for', async () => {
    const { hand, link } = await asked()
    await expect(hand.do(who.otherFirst, await hand.passing(), by(link))).rejects.toThrow(LinkOver)
  })

  test('is replaced when a delegate is asked in the same seat, but not by a reminder', async () => {
    const { hand, token, link } = await asked()
    const again = await client.identity.makeLink({ item: await hand.item(), person: who.first.person })
    expect([await stateOf(hand, token), await stateOf(hand, again.token)]).toEqual(['valid', 'valid'])
    await client.identity.makeLink({
      item: await hand.item(), person: who.otherFirst.person, onBehalfOf: { person: who.first.person, name: who.first.name, delegation: 'D1' },
    })
    expect([await stateOf(hand, token), await stateOf(hand, again.token)]).toEqual(['superseded', 'superseded'])
    await expect(hand.do(who.first, await hand.passing(), by(link))).rejects.toThrow(LinkOver)
  })

  test('is made only where a review waits', async () => {
    items += 1
    const hand = await bringTo('drafting', client.record, `L${items}`, who)
    await expect(client.identity.makeLink({ item: await hand.item(), person: who.first.person })).rejects.toThrow(RangeError)
  })

  test('whose making was not answered is made anew', async () => {
    const { hand } = await asked()
    stores.gate.order({ kind: 'lost_answer', operation: 'TransactWriteItems' })
    const { token } = await client.identity.makeLink({ item: await hand.item(), person: who.first.person })
    expect(await stateOf(hand, token)).toBe('valid')
  })
})
