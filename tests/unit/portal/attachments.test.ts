import { expect, test } from 'vitest'
import { publishDue } from '../../../functions/publish/publish.ts'
import { filePath, itemPath } from '../../../shared/portal/paths.ts'
import { digestOf } from '../../../shared/portal/index.ts'
import { contentOf, idOf, World } from './world.ts'

const id = idOf(1)

function attached(world: World, text: string, name = '限行区域图.pdf') {
  const sha256 = digestOf(text)
  world.record.attachments.set(sha256, text)
  return { name, mediaType: 'application/pdf', size: Buffer.byteLength(text), sha256 }
}

async function published(world: World, text = '%PDF-1.7 图') {
  const file = attached(world, text)
  await world.approved(id, contentOf('限行通告', { attachments: [file] }))
  await publishDue(world.portal, id)
  return { file, path: filePath(id, file, 1) }
}

test('an attachment lies beside its page in its own bytes, linked under its Chinese name and named in the event', async () => {
  const world = new World()
  const { file, path } = await published(world)
  expect(world.store.text(path)).toBe('%PDF-1.7 图')
  const page = world.store.text(itemPath(id))
  expect(page).toContain(`href="../${path}" download="限行区域图.pdf"`)
  expect(page).toContain(file.sha256)
  expect(world.record.events.find(({ type }) => type === 'publish')?.data).toMatchObject({ files: { [path]: file.sha256 } })
})

test('each attachment adds one write', async () => {
  const world = new World()
  await world.approved(idOf(9), contentOf('先前的通告'))
  await publishDue(world.portal, idOf(9))
  await world.approved(idOf(8), contentOf('没有附件的通告'))
  world.store.writes = []
  await publishDue(world.portal, idOf(8))
  const without = world.store.writes.length
  world.store.writes = []
  await published(world)
  expect(world.store.writes).toHaveLength(without + 1)
})

test('where the bytes are not those of the digest nothing is published, and the item goes back to whoever approves', async () => {
  const world = new World()
  const file = attached(world, '%PDF-1.7 图')
  await world.approved(id, contentOf('限行通告', { attachments: [file] }))
  world.record.attachments.set(file.sha256, '%PDF-1.7 别的图')
  await expect(publishDue(world.portal, id)).rejects.toThrow('attachments/')
  expect(world.record.items.get(id)).toMatchObject({ round: 'approval', presence: 'never', held: { code: 'not_proven' } })
  expect([...world.store.files.keys()].filter((path) => path.startsWith('items/'))).toEqual([])
})

test('a take-down leaves a notice in place of the attachment, and its return brings the same bytes', async () => {
  const world = new World()
  const { path } = await published(world)
  await world.tell(id, 'fang', { name: 'take_down', reason: 'privacy', note: '含个人信息' })
  await publishDue(world.portal, id)
  expect(world.store.text(path)).toContain('这个附件已撤下')
  await world.tell(id, 'fang', { name: 'restore', note: '核实无误' })
  await publishDue(world.portal, id)
  expect(world.store.text(path)).toBe('%PDF-1.7 图')
})

test('a correction keeps the file of the version before as long as that can be read, a withdrawal leaves none', async () => {
  const world = new World()
  const { path } = await published(world)
  await world.corrected(id, contentOf('限行通告', { changeNote: '更换附件。', attachments: [attached(world, '%PDF-1.7 新图')] }))
  await publishDue(world.portal, id)
  expect(world.store.text(path)).toBe('%PDF-1.7 图')
  await world.withdrawn(id, contentOf('限行通告', { changeNote: '已废止。' }))
  await publishDue(world.portal, id)
  const files = [...world.store.files.keys()].filter((one) => one.includes('/files/'))
  expect(files).toHaveLength(2)
  for (const one of files) expect(world.store.text(one)).toContain('这个附件已撤下')
})
