import { execFile } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { byEmail } from '../../cdk/demo/by-email/approach.ts'
import { readInput } from '../../cdk/demo/input.ts'
import { publishText } from '../../cdk/demo/job.ts'
import { samplePath } from '../../cdk/local/samples/samples.ts'
import type { SampleName } from '../../cdk/local/samples/samples.ts'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import { openRecord } from '../../shared/record/index.ts'
import { temporaryFolder } from '../temporary.ts'
import { dataFolder } from './fixture.ts'

const root = resolve(import.meta.dirname, '../..')
const shared = resolve(root, '..', 'shared')
const dir = dataFolder()
let local: Local

beforeAll(async () => {
  local = await startLocal({ dir, ticking: true })
})

afterAll(async () => {
  await local?.stop()
})

interface Ended { readonly code: number, readonly lines: readonly string[], readonly said: string }

/** Runs `npm run demo` to its end. */
function demo(...args: string[]): Promise<Ended> {
  return new Promise((done) => {
    execFile('npm', ['run', '--silent', 'demo', '--', ...args], { cwd: root }, (error, out, said) => {
      done({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, lines: out.trimEnd().split('\n'), said })
    })
  })
}

/** The job alone, in this process: what it says, and where the page is. */
async function job(file: string, title?: string): Promise<{ url: string, digest: string, lines: readonly string[] }> {
  const lines: string[] = []
  const done = await publishText(local.console, { ...readInput(file), ...(title !== undefined && { title }) }, (line) => lines.push(line))
  return { ...done, lines }
}

/** What the last line of a run says. */
function published({ lines, code, said }: Ended): { url: string, digest: string } {
  expect(code, [...lines, said].join('\n')).toBe(0)
  const [, url = '', digest = ''] = /^published (\S+) sha256 ([0-9a-f]{64})$/.exec(lines.at(-1) ?? '') ?? []
  expect(url, lines.join('\n')).not.toBe('')
  return { url, digest }
}

function textFile(name: string, content: string | Uint8Array): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, content)
  return path
}

describe('npm run demo', () => {
  test('takes a text through four people to the portal, found by the data folder', async () => {
    const run = await demo(samplePath('school-zone-2026'), '--data', dir)
    const { url, digest } = published(run)
    expect(url.startsWith(`${local.portal}/items/`)).toBe(true)
    for (const name of ['林晓', '陈立', '王岩', '刘正']) expect(run.lines.filter((line) => line.includes(name)), name).not.toEqual([])
    const page = await (await fetch(url)).text()
    expect(page).toContain('关于调整县城学校周边上下学时段通行措施的通告')
    expect(page).toContain('<th scope="col">学校</th>')
    expect(page).toContain(digest)
  })

})

describe('npm run demo -- FILE --by-email', () => {
  test('has every decision made by a link in a mail that scanners have looked at, and nothing moved', async () => {
    const lines: string[] = []
    const say = (line: string): number => lines.push(line)
    const { url, digest } = await publishText(local.console, readInput(samplePath('winter-safety-talk')), say, byEmail(local.console, local.mail, say))
    expect(lines.filter((line) => line.startsWith('mail to')).map((line) => line.replace(/“.*”/u, '…'))).toEqual(
      ['first1', 'screening1', 'approver1'].map((subject) => `mail to ${subject}  …  looked at 36 times, nothing moved`))
    const record = openRecord(local.environment)
    const id = /([^/]+)\.html$/.exec(url)?.[1] ?? ''
    const decisions = (await record.trail(id)).filter(({ channel }) => channel === 'email_link')
    expect(decisions.map(({ type, actor, revision, shown }) => [type, actor.name, revision, shown?.['known_by']])).toEqual([
      ['pass', '陈立', digest, 'code'], ['pass', '王岩', digest, 'code'], ['approve', '刘正', digest, 'session'],
    ])
    record.close()
  })
})

describe('the job of the demo', () => {
  test('leaves a trail in which four different people have acted', async () => {
    const { url } = await job(samplePath('winter-safety-talk'), '冬季行车安全提示')
    const record = openRecord(local.environment)
    const id = /([^/]+)\.html$/.exec(url)?.[1] ?? ''
    const people = (await record.trail(id)).filter(({ actor }) => actor.method !== 'system').map(({ actor }) => actor.name)
    expect(new Set(people)).toEqual(new Set(['林晓', '陈立', '王岩', '刘正']))
    expect(await record.verifyTrail(id)).toMatchObject({ ok: true })
    record.close()
  })

  test.each<[SampleName, number]>([['annual-report-2025', 3], ['volunteer-commendation-list', 4], ['duty-roster-rules', 1]])(
    'disposes of whatever is found in %s', async (name, findings) => {
      const { lines } = await job(samplePath(name))
      expect(lines.find((line) => line.startsWith('王岩'))).toContain(`findings excused: ${findings}`)
    })

  test('has a mark of a state secret ruled on before it goes on', async () => {
    const { lines } = await job(samplePath('bridge-closure-plan'))
    expect(lines.filter((line) => line.startsWith('王岩')).map((line) => line.split('  ')[1])).toEqual(
      ['refer a mark of a state secret', 'resume with a ruling', 'pass screening review, findings excused: 0'])
  })

  test('takes the title that it is given', async () => {
    const { url } = await job(samplePath('new-year-parking'), '元旦停车“提示” <2027>')
    expect(await (await fetch(url)).text()).toContain('<h1>元旦停车“提示” &lt;2027&gt;</h1>')
  })

  test('titles a text that has no title of its own by its file', async () => {
    const { url } = await job(textFile('临时说明.txt', '因设备检修，业务窗口今日下午暂停办理，给您带来不便，敬请谅解。\n'))
    expect(await (await fetch(url)).text()).toContain('<h1>临时说明</h1>')
  })

  test('ends with what the page says where a title is too long', async () => {
    await expect(job(samplePath('budget-2026'), '长'.repeat(201))).rejects.toThrow(/标题/)
  })
})

describe('npm run demo refuses, with the reason and exit code 1', () => {
  const reason = async (...args: string[]): Promise<string> => {
    const { code, said } = await demo(...args)
    expect(code).toBe(1)
    expect(said).not.toMatch(/^\s+at /m)
    return said
  }

  test('a missing file', async () => {
    expect(await reason('none.txt')).toMatch(/none\.txt is not there/)
  })

  test('no file, and an option that it does not know', async () => {
    expect(await reason()).toContain('npm run demo -- FILE [--title T]')
    expect(await reason('a.txt', '--force')).toContain('npm run demo -- FILE [--title T]')
  })

  test('an empty file', async () => {
    expect(await reason(textFile('a.txt', ' \n'))).toMatch(/is empty/)
  })

  test('a file in no encoding that it knows', async () => {
    expect(await reason(textFile('a.txt', Uint8Array.of(0xff, 0x80, 0xff, 0xff)))).toMatch(/is neither UTF-8, UTF-16 nor GB18030/)
  })

  test('a file that is too large', async () => {
    expect(await reason(textFile('a.txt', '长'.repeat(400_000)))).toMatch(/more than/)
  })

  test('a blank title', async () => {
    expect(await reason(samplePath('budget-2026'), '--title', ' ')).toMatch(/title is blank/)
  })

  test('a console that does not answer', async () => {
    expect(await reason(samplePath('budget-2026'), '--console', 'http://localhost:1')).toMatch(/Nothing answers at/)
  })
})

const given = ['items', 'seeds'].map((name) => join(shared, name)).filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.txt')).map((name) => join(folder, name)))

describe.runIf(given.length > 0)('the job of the demo with real texts', () => {
  test.each(given)('publishes %s', async (file) => {
    const { url, digest } = await job(file)
    expect(await (await fetch(url)).text()).toContain(digest)
  })
})
