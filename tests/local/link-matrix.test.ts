import { parse } from 'node-html-parser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from './console-client.ts'
import { formOf } from './console-client.ts'
import type { Subject } from './link-cast.ts'
import { LinkWorld } from './link-world.ts'
import type { Hand } from './record-world.ts'

const LINKS = ['valid', 'used', 'expired', 'superseded', 'tampered', 'other person’s', 'delegate’s', 'delegate’s, revoked'] as const
const WAYS = ['GET', 'HEAD', 'POST', 'POST twice at once'] as const
const VISITORS = ['not signed in', 'addressee', 'another reviewer', 'contributor'] as const
type LinkKind = (typeof LINKS)[number]
type Way = (typeof WAYS)[number]
type Visitor = (typeof VISITORS)[number]

/** What a cell shows: status and page. `reading` is the content with personal data covered and no form of a decision, `done` is the recorded decision, `decision` the page with the content and the form. */
type Shown = `${number} ${'cover' | 'reading' | 'decision' | 'done' | 'used' | 'expired' | 'superseded' | 'unknown'}`
/** By what is known of whoever looks: the event in the chain of views. None for an address that leads nowhere. */
type Viewed = 'nobody' | 'session' | 'other' | 'none'
interface Cell {
  /** by GET; HEAD answers the same without a page */
  readonly look: Shown
  readonly viewed: Viewed
  /** by a POST of the confirmed decision, and by each of two at once */
  readonly post: Shown
  /** decisions that the POST adds to the item's trail, one or two at once */
  readonly decides: 0 | 1
}

const cell = (look: Shown, viewed: Viewed, post: Shown, decides: Cell['decides'] = 0): Cell => ({ look, viewed, post, decides })
const stranger = cell('403 cover', 'other', '403 cover')
const unknown = cell('200 reading', 'nobody', '403 reading')
const over = (what: 'used' | 'expired' | 'superseded') => ({
  'not signed in': cell(`410 ${what}`, 'nobody', `410 ${what}`), 'addressee': cell(`410 ${what}`, 'session', `410 ${what}`),
  'another reviewer': cell(`410 ${what}`, 'other', `410 ${what}`), 'contributor': cell(`410 ${what}`, 'other', `410 ${what}`),
})
const nowhere = cell('404 unknown', 'none', '404 unknown')
const decides = cell('200 decision', 'session', '200 done', 1)

const MATRIX: Readonly<Record<LinkKind, Readonly<Record<Visitor, Cell>>>> = {
  'valid': { 'not signed in': unknown, 'addressee': decides, 'another reviewer': stranger, 'contributor': stranger },
  'used': { ...over('used'), addressee: cell('200 done', 'session', '200 done') },
  'expired': over('expired'),
  'superseded': over('superseded'),
  'tampered': { 'not signed in': nowhere, 'addressee': nowhere, 'another reviewer': nowhere, 'contributor': nowhere },
  'other person’s': { 'not signed in': unknown, 'addressee': stranger, 'another reviewer': stranger, 'contributor': stranger },
  'delegate’s': { 'not signed in': unknown, 'addressee': decides, 'another reviewer': stranger, 'contributor': stranger },
  'delegate’s, revoked': over('superseded'),
}

/** Who stands in which column. Another person's link is one of a colleague's, come to somebody who has one of their own. */
type Cast = Readonly<Record<Exclude<Visitor, 'not signed in'> | 'link', Subject>>
const own: Cast = { 'link': 'first1', 'addressee': 'first1', 'another reviewer': 'first2', 'contributor': 'editor1' }
const standIns: Cast = { 'link': 'screening3', 'addressee': 'screening3', 'another reviewer': 'first3', 'contributor': 'editor3' }
const CAST: Readonly<Record<LinkKind, Cast>> = {
  'valid': own, 'used': own, 'expired': own, 'superseded': own, 'tampered': own,
  'other person’s': { 'link': 'first2', 'addressee': 'first1', 'another reviewer': 'approver1', 'contributor': 'editor1' },
  'delegate’s': standIns, 'delegate’s, revoked': standIns,
}

let world: LinkWorld

beforeAll(async () => {
  world = await LinkWorld.start()
})

afterAll(async () => {
  await world?.stop()
})

/** A link of a kind, with the form that its addressee has filled in and only has to confirm. */
interface Ready { readonly hand: Hand, readonly path: string, readonly form: URLSearchParams }

async function ready(kind: LinkKind): Promise<Ready> {
  const { link: addressee, contributor } = CAST[kind]
  const hand = await world.atFirstReview(contributor)
  const behalf = kind.startsWith('delegate’s') ? await world.delegate('first3', 'screening3', kind === 'delegate’s' ? 'D1' : 'D2') : undefined
  const { token, link } = await world.linkTo(hand, addressee, behalf)
  const path = `/d/${token}`
  const reader = await world.signedIn(addressee)
  const check = await reader.fill(await reader.get(path), 'pass', { opinion: '同意' })
  const form = formOf(check, 'pass').data()
  if (kind === 'used') await reader.post(path, form)
  if (kind === 'expired') await world.expire(link)
  if (kind === 'delegate’s, revoked' && behalf) await world.revoke(behalf)
  if (kind === 'superseded') {
    await hand.done(world.actor(contributor), { name: 'recall' })
    await hand.submit(world.actor(contributor))
  }
  await world.local.settled()
  // One letter of the token is another one.
  const at = 20
  const other = token[at] === 'A' ? 'B' : 'A'
  return { hand, path: kind === 'tampered' ? `/d/${token.slice(0, at)}${other}${token.slice(at + 1)}` : path, form }
}

// Whatever is expected to do nothing may be tried on the same item again and again.
const kept = new Map<LinkKind, Promise<Ready>>()
function readyFor(kind: LinkKind, fresh: boolean): Promise<Ready> {
  if (fresh) return ready(kind)
  const found = kept.get(kind) ?? ready(kind)
  kept.set(kind, found)
  return found
}

function browserOf(kind: LinkKind, visitor: Visitor): Promise<Client> {
  return visitor === 'not signed in' ? Promise.resolve(world.anonymous()) : world.signedIn(CAST[kind][visitor])
}

function pageOf(text: string): string {
  const root = parse(text)
  const named = root.querySelector('[data-link]')?.getAttribute('data-link')
  if (named !== undefined) return named
  if (root.querySelector('[data-done=pass]')) return 'done'
  return root.querySelector('form[data-command=pass]') && root.querySelector('article.document') ? 'decision' : `no known page: ${root.querySelector('main')?.text.slice(0, 200)}`
}

/** A look by one method that follows nowhere and keeps nothing. */
async function lookAt(client: Client, path: string, method: 'GET' | 'HEAD'): Promise<{ status: number, headers: Headers, text: string }> {
  const url = new URL(path, world.local.console)
  const response = await fetch(url, { method, redirect: 'manual', headers: { cookie: client.cookies.header(url) } })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

describe.each(LINKS)('a link that is %s', (kind) => {
  describe.each(VISITORS)('opened by: %s', (visitor) => {
    test.each(WAYS)('%s', async (way: Way) => {
      const expected = MATRIX[kind][visitor]
      const { hand, path, form } = await readyFor(kind, expected.decides > 0 && way.startsWith('POST'))
      const client = await browserOf(kind, visitor)
      const [before, events, views] = [await hand.item(), await world.done(hand), await world.views(hand)]
      if (way === 'GET' || way === 'HEAD') {
        const seen = await lookAt(client, path, way)
        const again = await lookAt(client, path, way)
        expect(again.status).toBe(seen.status)
        expect(way === 'GET' ? `${seen.status} ${pageOf(seen.text)}` : `${seen.status}`).toBe(way === 'GET' ? expected.look : expected.look.slice(0, 3))
        if (way === 'HEAD') expect(seen.text).toBe('')
        expect(seen.headers.get('referrer-policy')).toBe('no-referrer')
        expect(seen.headers.get('cache-control')).toBe('no-store')
        expect(await hand.item()).toEqual(before)
        expect(await world.done(hand)).toEqual(events)
        const who = visitor === 'not signed in' ? '' : world.person(CAST[kind][visitor]).name
        const name = `${way} ${expected.viewed} ${who}`.trim()
        expect(await world.views(hand)).toEqual(expected.viewed === 'none' ? views : { ...views, [name]: (views[name] ?? 0) + 2 })
        return
      }
      const pages = await Promise.all(Array.from({ length: way === 'POST' ? 1 : 2 }, () => client.post(path, form)))
      expect(pages.map(({ status, text }) => `${status} ${pageOf(text)}`)).toEqual(pages.map(() => expected.post))
      const after = await world.done(hand)
      expect(after).toHaveLength(events.length + expected.decides)
      if (expected.decides === 0) expect(await hand.item()).toEqual(before)
      else {
        const { id } = world.person(CAST[kind].link)
        expect(after.at(-1)).toMatchObject({
          type: 'pass', channel: 'email_link', actor: { person: id, ...(kind === 'delegate’s' && { onBehalfOf: { person: world.person('first3').id } }) },
          shown: { revision: before.revision, known_by: 'session' },
        })
        expect(new Set(pages.map(({ root }) => root.querySelector('[data-revision]')?.text))).toEqual(new Set([before.revision]))
      }
    })
  })
})

test('no address of a link stands in what functions have written down, or on a page', async () => {
  const { path } = await readyFor('valid', false)
  const token = path.slice('/d/'.length)
  for (const { name } of world.local.plan.functions) expect(world.local.log(name).includes(token), name).toBe(false)
  for (const visitor of VISITORS) {
    const { text } = await (await browserOf('valid', visitor)).get(path)
    expect(text.includes(token), visitor).toBe(false)
  }
})
