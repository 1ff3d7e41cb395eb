import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../temporary.ts'
import { docx, paragraph, pptx, run, wordTable, xlsx } from './build.ts'
import { doc } from './legacy-build.ts'
import { pdf, shown } from './pdf-build.ts'
import { drawn, png } from './picture-build.ts'

vi.setConfig({ testTimeout: 120_000 })

const SCREEN = new URL('../../../cdk/cli/screen.ts', import.meta.url).pathname

function screen(files: Readonly<Record<string, string | Uint8Array>>): { status: number | null, lines: string[] } {
  const folder = temporaryFolder()
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  const { status, stdout } = spawnSync(process.execPath, [SCREEN, ...Object.keys(files)], { cwd: folder, encoding: 'utf8', timeout: 60_000 })
  return { status, lines: stdout.split('\n').filter((line) => /  (?:block|warn|info)  /u.test(line)).map((line) => line.replace(/  \(.*/u, '')) }
}

describe('the command line', () => {
  test('shows where in each kind of file something stands, masked, and ends with 1', () => {
    const hidden = '<row r="9"><c r="C9"><v>13800001234</v></c></row>'
    expect(screen({
      'a.txt': '第一行\n手机13800001234', 'b.csv': '姓名,手机\n无,13800001234',
      'c.docx': docx(paragraph(run('办公电话')) + wordTable(['手机'], ['13800001234'])),
      'd.xlsx': xlsx([{ name: '底册', hidden: true, rows: hidden }]), 'e.pptx': pptx([['首页'], ['手机13800001234']]),
      'f.pdf': pdf([{ content: '' }, { content: shown('手机13800001234', 'GBK-EUC-H') }]), 'g.doc': doc({ body: '标题\r手机13800001234\r' }),
      'h.png': png(drawn('王中日13800001234')), 'i.html': '<p>手机<b>13800001234</b></p>',
    })).toEqual({
      status: 1,
      lines: [
        'a.txt:2:3  block  mobile  138****1234', 'b.csv:2:3  block  mobile  138****1234',
        'c.docx:body 2 row 2 column 1:1  block  mobile  138****1234', 'd.xlsx:hidden sheet 底册!C9:1  block  mobile  138****1234',
        'e.pptx:slide 2:3  block  mobile  138****1234', 'f.pdf:page 2:3  block  mobile  138****1234', 'g.doc:body 2:3  block  mobile  138****1234',
        'h.png:picture:4  block  mobile  138****1234', 'i.html:1:9  block  mobile  138****1234',
      ],
    })
  })

  test('shows what could not be read, and ends with 1', () => {
    expect(screen({ 'a.docx': '正文', 'b.zip': 'PK\u0003\u0004' })).toEqual({
      status: 1,
      lines: ['a.docx  block  unread  wrong_kind: text named .docx → a person must look', 'b.zip  block  unread  damaged: archive without an end → a person must look'],
    })
  })

  test('ends with 0 when there is nothing to look at', () => {
    expect(screen({ 'a.docx': docx(paragraph(run('特此通告。'))) })).toEqual({ status: 0, lines: [] })
  })
})
