import { Secret, TOTP } from 'otpauth'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Link } from '../../shared/identity/index.ts'
import { env } from '../../shared/names.ts'
import type { Client, Stores } from './record-stores.ts'
import { startStores } from './record-stores.ts'
import type { People } from './record-world.ts'
import { bringTo, EDITION, people } from './record-world.ts'

let stores: Stores
let client: Client
let who: People

beforeAll(async () => {
  stores = await startStores()
  client = stores.client('console')
  who = await people(stores.client().identity)
  await client.record.activateEdition(EDITION)
})

afterAll(async () => {
  await stores?.stop()
})

afterEach(() => {
  shifted = 0
  vi.unstubAllEnvs()
})

const minute = 60_000
let shifted = 0
/** Lets time pass for everything that asks for it. */
const later = (ms: number): void => {
  shifted += ms
  vi.stubEnv(env.clockShift, String(shifted))
}
const present = (): number => Date.now() + shifted
const label = { issuer: '三审', name: '何静' }
const codeOf = (secret: string, periods = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: present() + periods * 30_000 })
const wrongOf = (secret: string): string => {
  const near = new Set([-2, -1, 0, 1, 2].map((periods) => codeOf(secret, periods)))
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.has(code)) ?? ''
}

let persons = 0
/** Somebody with an authenticator, some minutes after its first code. */
async function enrolled(): Promise<{ person: string, secret: string }> {
  persons += 1
  const person = `P${persons}`
  const { secret } = await client.identity.codes.begin(person, label)
  expect(await client.identity.codes.confirm(person, codeOf(secret))).toBe(true)
  later(5 * minute)
  return { person, secret }
}
const check = (person: string, code: string, purpose = 'x', way = 'link 1'): Promise<{ kind: string }> => client.identity.codes.check(person, code, { purpose, way })

describe('an authenticator', () => {
  test('is begun with a secret that phones read, and is in use once its first code was right', async () => {
    const { codes } = client.identity
    const { secret, uri } = await codes.begin('N1', label)
    expect(uri).toBe(`otpauth://totp/${encodeURIComponent('三审')}:${encodeURIComponent('何静')}?issuer=${encodeURIComponent('三审')}&secret=${secret}&algorithm=SHA1&digits=6&period=30`)
    expect((await codes.begin('N1', label)).secret).toBe(secret)
    expect(await codes.confirm('N1', wrongOf(secret))).toBe(false)
    expect(await codes.since('N1')).toBeUndefined()
    expect(await check('N1', codeOf(secret))).toEqual({ kind: 'none' })
    expect(await codes.confirm('N1', codeOf(secret))).toBe(true)
    expect(await codes.since('N1')).toBeDefined()
  })

  test('put in anew takes the place of the one that was lost', async () => {
    const { person, secret } = await enrolled()
    const next = await client.identity.codes.begin(person, label)
    expect(next.secret).not.toBe(secret)
    expect((await check(person, codeOf(secret))).kind).toBe('right')
    expect(await client.identity.codes.confirm(person, codeOf(next.secret))).toBe(true)
    later(minute)
    expect((await check(person, codeOf(secret))).kind).toBe('wrong')
    expect((await check(person, codeOf(next.secret))).kind).toBe('right')
  })

  test('that was begun half an hour ago has to be begun anew', async () => {
    const { secret } = await client.identity.codes.begin('N2', label)
    later(31 * minute)
    expect(await client.identity.codes.confirm('N2', codeOf(secret))).toBe(false)
    expect((await client.identity.codes.begin('N2', label)).secret).not.toBe(secret)
  })
})

describe('a code', () => {
  test('is good in its own period and in the ones beside it, typed with blanks or in wide digits', async () => {
    const { person, secret } = await enrolled()
    for (const periods of [-1, 0, 1]) {
      later(5 * minute)
      const code = codeOf(secret, periods)
      expect((await check(person, periods === 0 ? `${code.slice(0, 3)} ${code.slice(3)}` : code)).kind).toBe('right')
    }
    later(5 * minute)
    const wide = [...codeOf(secret)].map((digit) => String.fromCodePoint((digit.codePointAt(0) ?? 0) + 0xfee0)).join('')
    expect((await check(person, wide)).kind).toBe('right')
    later(5 * minute)
    for (const periods of [-2, 2]) expect((await check(person, codeOf(secret, periods))).kind).toBe('wrong')
  })

  test('is good once, also for two at once; the same press again is no second use', async () => {
    const { person, secret } = await enrolled()
    const code = codeOf(secret)
    const kinds = (await Promise.all(['a', 'b', 'c'].map((purpose) => check(person, code, purpose)))).map(({ kind }) => kind)
    expect(kinds.toSorted()).toEqual(['right', 'wrong', 'wrong'])
    later(minute)
    const next = codeOf(secret)
    expect((await check(person, next, 'same')).kind).toBe('right')
    expect((await check(person, next, 'same')).kind).toBe('right')
    expect((await check(person, next, 'other')).kind).toBe('wrong')
  })

  test('that is older than one that was used is used up with it', async () => {
    const { person, secret } = await enrolled()
    expect((await check(person, codeOf(secret, 1))).kind).toBe('right')
    expect((await check(person, codeOf(secret))).kind).toBe('wrong')
  })

  test('that is no code counts as a wrong one', async () => {
    const { person } = await enrolled()
    for (const odd of ['', '12345', '1234567', 'abcdef']) expect((await check(person, odd)).kind).toBe('wrong')
    expect((await check(person, '-12345')).kind).toBe('closed')
  })
})

describe('five wrong codes in a row by one way', () => {
  test('close it to codes for good, even to the right one; every other way stays open', async () => {
    const { person, secret } = await enrolled()
    for (let attempt = 0; attempt < 4; attempt += 1) expect((await check(person, wrongOf(secret))).kind).toBe('wrong')
    expect(await check(person, wrongOf(secret))).toEqual({ kind: 'closed', sinceNow: true })
    for (let attempt = 0; attempt < 20; attempt += 1) expect(await check(person, codeOf(secret))).toEqual({ kind: 'closed', sinceNow: false })
    expect((await check(person, codeOf(secret), 'x', 'link 2')).kind).toBe('right')
    later(24 * 60 * minute)
    expect((await check(person, codeOf(secret))).kind).toBe('closed')
    expect((await check(person, codeOf(secret), 'x', 'phone 1')).kind).toBe('right')
  })

  test('sent all at once get no more than five looks', async () => {
    const { person, secret } = await enrolled()
    const kinds = (await Promise.all(Array.from({ length: 12 }, () => check(person, wrongOf(secret))))).map(({ kind }) => kind)
    expect(kinds.toSorted()).toEqual([...Array<string>(8).fill('closed'), ...Array<string>(4).fill('wrong')])
    expect((await check(person, codeOf(secret), 'x', 'link 2')).kind).toBe('right')
  })

  test('are counted from the last right one', async () => {
    const { person, secret } = await enrolled()
    for (let round = 0; round < 3; round += 1) {
      for (let attempt = 0; attempt < 4; attempt += 1) expect((await check(person, wrongOf(secret))).kind).toBe('wrong')
      expect((await check(person, codeOf(secret))).kind).toBe('right')
      later(minute)
    }
  })
})

describe('fifteen wrong codes in a row, by whatever ways', () => {
  test('lock for a quarter of an hour, for this person alone, even for the right code', async () => {
    const { person, secret } = await enrolled()
    const other = await enrolled()
    for (let attempt = 0; attempt < 14; attempt += 1) expect((await check(person, wrongOf(secret), 'x', `link ${attempt % 4}`)).kind).toBe('wrong')
    expect(await check(person, wrongOf(secret), 'x', 'link 5')).toMatchObject({ kind: 'locked', sinceNow: true })
    expect((await check(other.person, codeOf(other.secret))).kind).toBe('right')
    later(14 * minute)
    for (let attempt = 0; attempt < 6; attempt += 1) expect(await check(person, codeOf(secret), 'x', 'link 6')).toMatchObject({ kind: 'locked', sinceNow: false })
    later(2 * minute)
    expect((await check(person, codeOf(secret), 'x', 'link 6')).kind).toBe('right')
  })

  test('sent all at once get no more than fifteen looks', async () => {
    const { person, secret } = await enrolled()
    const kinds = (await Promise.all(Array.from({ length: 20 }, (_, way) => check(person, wrongOf(secret), 'x', `link ${way}`)))).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'wrong').length).toBeLessThanOrEqual(14)
    expect((await check(person, codeOf(secret), 'x', 'link 30')).kind).toBe('locked')
    later(16 * minute)
    expect((await check(person, codeOf(secret), 'x', 'link 31')).kind).toBe('right')
  })
})

describe('a trusted phone', () => {
  test('is its person\'s for thirty days, and no longer than they say', async () => {
    const { phones } = client.identity
    const { person } = who.approver
    const cookie = await phones.trust(person, undefined)
    expect((await phones.read(cookie))?.who.id).toBe(person)
    const [phone] = await phones.of(person)
    await phones.forget(person, phone?.id ?? '')
    expect(await phones.read(cookie)).toBeUndefined()
    expect(await phones.of(person)).toEqual([])
    const second = await phones.trust(person, undefined)
    later(31 * 24 * 60 * minute)
    expect(await phones.read(second)).toBeUndefined()
    expect(await phones.of(person)).toEqual([])
  })

  test('is nobody\'s where its cookie was changed, or its sign-in is no longer its person\'s', async () => {
    const { phones } = client.identity
    const cookie = await phones.trust(who.approver.person, undefined)
    const token = cookie.split('.')[1] ?? ''
    for (const wrong of [`${who.otherApprover.person}.${token}`, `${who.approver.person}.${'A'.repeat(43)}`, token, '', '.', `${who.approver.person}.`]) {
      expect(await phones.read(wrong), wrong).toBeUndefined()
    }
    expect(await phones.read(await phones.trust(who.approver.person, 'sign-in#gone'))).toBeUndefined()
  })
})

describe('a link that was opened by a code', () => {
  test('is open for an hour, for this proof and this link alone', async () => {
    const hand = await bringTo('first_review', client.record, 'O1', who)
    const made = async (): Promise<Link> => {
      const { token } = await client.identity.makeLink({ item: await hand.item(), person: who.first.person })
      const link = await client.identity.link(token)
      if (!link) throw new Error('No link')
      return link
    }
    const [link, another] = [await made(), await made()]
    const proof = await client.identity.openLink(link)
    expect(await client.identity.opening(link, proof)).toBeDefined()
    expect(await client.identity.opening(another, proof)).toBeUndefined()
    expect(await client.identity.opening(link, `${proof.slice(1)}A`)).toBeUndefined()
    later(61 * minute)
    expect(await client.identity.opening(link, proof)).toBeUndefined()
  })
})
