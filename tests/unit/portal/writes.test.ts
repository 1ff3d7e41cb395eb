import { expect, test } from 'vitest'
import { publishDue } from '../../../functions/publish/publish.ts'
import { contentOf, idOf, World } from './world.ts'

/** Files written by each of the publications up to the thousandth, in one column of one unit: the worst case. */
async function writesPerPublication(count: number): Promise<number[]> {
  const world = new World()
  const writes: number[] = []
  for (let number = 1; number <= count; number += 1) {
    world.pass(1)
    await world.approved(idOf(number), contentOf(`第 ${number} 号通告`))
    world.store.writes = []
    await publishDue(world.portal, idOf(number))
    writes.push(world.store.writes.length)
  }
  return writes
}

test('a publication writes no more at a thousand items than at ten: never more than nine files', async () => {
  const writes = await writesPerPublication(1010)
  const around = (count: number): number => Math.max(...writes.slice(count - 5, count + 10))
  expect([around(10), around(100), around(1000)]).toEqual([8, 9, 9])
  // The first one finds an empty bucket and brings the pages that are always there.
  expect(Math.max(...writes.slice(1))).toBe(9)
  const average = (from: number): number => writes.slice(from, from + 100).reduce((sum, one) => sum + one, 0) / 100
  expect(average(900)).toBe(average(100))
  expect(average(900)).toBeLessThan(8.1)
}, 180_000)

test('a correction writes a constant number of files too, however old the item', async () => {
  const world = new World()
  for (let number = 1; number <= 120; number += 1) {
    await world.approved(idOf(number), contentOf(`第 ${number} 号通告`))
    await publishDue(world.portal, idOf(number))
  }
  const counts: number[] = []
  for (const number of [3, 30, 90, 119]) {
    world.pass(1)
    world.store.writes = []
    await world.corrected(idOf(number), contentOf(`第 ${number} 号通告（更正）`, { changeNote: '更正。' }))
    await publishDue(world.portal, idOf(number))
    counts.push(world.store.writes.length)
  }
  // Page, revision, allotted values, the version before; three lists, in a full page, in the newest one, or in both;
  // feed and sitemap.
  expect(counts).toEqual([9, 9, 12, 9])
})
