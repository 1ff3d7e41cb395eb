import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import type { Client, Seen } from './console-client.ts'
import { formOf, problemsIn, signIn, valueIn } from './console-client.ts'
import { dataFolder } from './fixture.ts'

let local: Local
const people = ['editor1', 'editor2', 'first1', 'first2', 'screening1', 'screening2', 'approver1', 'approver2'] as const
let cast: Readonly<Record<(typeof people)[number], Client>>

beforeAll(async () => {
  local = await startLocal({ dir: dataFolder() })
  const [editor1, editor2, first1, first2, screening1, screening2, approver1, approver2] = await Promise.all([
    signIn(local, 'editor1'), signIn(local, 'editor2'), signIn(local, 'first1'), signIn(local, 'first2'),
    signIn(local, 'screening1'), signIn(local, 'screening2'), signIn(local, 'approver1'), signIn(local, 'approver2'),
  ])
  cast = { editor1, editor2, first1, first2, screening1, screening2, approver1, approver2 }
})

afterAll(async () => {
  await local?.stop()
})

const clean = '根据有关规定，现将有关事项公告如下。\n\n一、适用范围\n\n本公告适用于本县。'
/** A name, an ID number and two mobile numbers: findings that have to be disposed of. */
const planted = `${clean}\n\n序号\t姓名\t联系电话\n1\t王某某\t13800001262\n2\t李某某\t13900001263\n\n联系人电话：13600007731。`

async function draft(text = clean, values: Readonly<Record<string, string>> = {}): Promise<string> {
  const page = await cast.editor1.get('/items/new')
  const made = await cast.editor1.fill(page, 'create', { title: '关于道路施工的公告', column: 'notices', ground: '20-15', text, ...values }, 'create')
  expect(made.url.pathname, problemsIn(made).join()).toMatch(/\/edit$/)
  return made.url.pathname.replace(/\/edit$/u, '')
}

async function submitted(text?: string): Promise<string> {
  const path = await draft(text)
  const done = await cast.editor1.fill(await cast.editor1.get(`${path}/do/submit`), 'submit')
  expect(done.root.querySelector('[data-done=submit]'), done.root.querySelector('main')?.text).not.toBeNull()
  return path
}

/** Takes a decision from the decision page to its last page. */
async function decide(client: Client, path: string, command: string, values: Readonly<Record<string, string>> = {}): Promise<Seen> {
  const check = await client.fill(await client.get(`${path}/decide`), command, values)
  expect(check.root.querySelector('form[data-confirms]'), problemsIn(check).join()).not.toBeNull()
  return client.fill(check, command)
}

const main = (page: Seen): string => page.root.querySelector('main')?.text.replaceAll(/\s+/gu, ' ') ?? ''
const refusal = (page: Seen): string | undefined => page.root.querySelector('[data-refused]')?.getAttribute('data-refused')

describe('writing', () => {
  test('a pasted text gets its title, its headings and its tables, and says what to look at', async () => {
    const page = await cast.editor1.fill(await cast.editor1.get('/items/new'), 'create', {
      text: '关于限行区域的通告\n\n一、限行区域\n\n下列道路限行，具体见\n\n下表所列范围。\n\n序号\t道路\t起点\n1\t滨河路\t东桥\n2\t城南路\n',
    }, 'import')
    expect(valueIn(page, 'create', 'title')).toBe('关于限行区域的通告')
    expect(page.root.querySelector('#notices')?.text).toContain('列错位：这一行有 2 格，表格应有 3 格')
    expect(page.root.querySelector('#notices')?.text).toContain('第 1 张表第 3 行')
  })

  test('a sentence that was cut is joined by one press', async () => {
    const cut = '全年主动公开信息一百二十条，其中通过网站公开八十条，通过，\n\n公告栏公开四十条。'
    const page = await cast.editor1.fill(await cast.editor1.get('/items/new'), 'create', { title: '年度报告', text: cut }, 'import')
    const button = page.root.querySelector('#notices button')?.getAttribute('value') ?? ''
    expect(button).toMatch(/^join:/)
    const joined = await cast.editor1.fill(page, 'create', {}, button)
    expect(valueIn(joined, 'create', 'text')).toBe('全年主动公开信息一百二十条，其中通过网站公开八十条，通过，公告栏公开四十条。')
  })

  test('preview and screening store nothing', async () => {
    const page = await cast.editor1.get('/items/new')
    const values = { title: '关于失信人员的公示', column: 'notices', ground: '20-15', text: planted }
    const preview = await cast.editor1.fill(page, 'create', values, 'preview')
    expect(preview.root.querySelector('article table td')?.text).toBe('1')
    const screened = await cast.editor1.fill(page, 'create', values, 'screen')
    const findings = screened.root.querySelectorAll('[data-finding]')
    expect(findings.length).toBeGreaterThan(2)
    for (const finding of findings) {
      const href = finding.querySelector('a.hit')?.getAttribute('href') ?? ''
      expect(screened.root.querySelector(href)?.tagName).toBe('MARK')
    }
    expect((await cast.editor1.get('/')).text).not.toContain('失信人员')
  })

  const register = `${clean}\n\n姓名\t身份证号\t联系电话\n王小明\t11010519491231002X\t13800001262\n李力\t110105194912310022\t13900001263`
  const masks = (page: Seen): string[] => page.root.querySelectorAll('#masks button').map((button) => button.getAttribute('value') ?? '')

  test('a column of personal data is masked by one press, as a revision of its own', async () => {
    const path = await draft(register)
    const page = await cast.editor1.get(`${path}/edit`)
    expect(masks(page)).toEqual([])
    const screened = await cast.editor1.fill(page, 'save', {}, 'screen')
    expect(masks(screened)).toHaveLength(3)
    const named = await cast.editor1.fill(screened, 'save', {}, masks(screened)[0] ?? '')
    expect(main(named)).toContain('整列已脱敏')
    expect(masks(named)).toHaveLength(2)
    const numbered = await cast.editor1.fill(named, 'save', {}, masks(named)[0] ?? '')
    const stored = await cast.editor1.get(path)
    expect(stored.root.querySelectorAll('article tr').map((row) => row.querySelectorAll('th, td').map(({ text }) => text))).toEqual([
      ['姓名', '身份证号', '联系电话'], ['王某某', '11*************02X', '13800001262'], ['李某', '11*************022', '13900001263'],
    ])
    expect(valueIn(numbered, 'save', 'text')).toContain('11*************02X')
  })

  test('a column that is no longer there is not masked', async () => {
    const path = await draft(register)
    const page = await cast.editor1.get(`${path}/edit`)
    const screened = await cast.editor1.fill(page, 'save', {}, 'screen')
    const form = formOf(screened, 'save')
    form.set('text', clean)
    const tried = await cast.editor1.post(form.action.href, form.data(masks(screened)[0]))
    expect(main(tried)).toContain('可能正文已改动')
    expect(main(await cast.editor1.get(path))).toContain('王小明')
  })

  test('before the draft is made, masking changes what is in the form', async () => {
    const page = await cast.editor1.fill(await cast.editor1.get('/items/new'), 'create', { title: '关于名单的公示', column: 'notices', ground: '20-15', text: register }, 'screen')
    const masked = await cast.editor1.fill(page, 'create', {}, masks(page)[2] ?? '')
    expect(valueIn(masked, 'create', 'text')).toContain('11010519491231002X\t138****1262')
  })

  test('a column is masked by the preset of its unit, which the page names', async () => {
    const owners = `${clean}\n\n车主\t号牌号码\n王小明\t京A12345\n李力\t京B54321`
    const values = { title: '关于车辆的公示', column: 'notices', ground: '20-15', text: owners }
    const said = async (client: Client): Promise<readonly [page: Seen, text: string]> => {
      const page = await client.fill(await client.get('/items/new'), 'create', values, 'screen')
      return [page, page.root.querySelector('#masks')?.text.replaceAll(/\s+/gu, ' ') ?? '']
    }
    const [, common] = await said(cast.editor1)
    expect(common).toContain('按通用脱敏口径办理')
    expect(common).toContain('车牌号：留前 2 位、后 2 位')
    const editor3 = await signIn(local, 'editor3')
    const [page, own] = await said(editor3)
    expect(own).toContain('按车辆管理所的脱敏口径办理')
    expect(own).toContain('车牌号：留前 2 位、后 3 位')
    const masked = await editor3.fill(page, 'create', {}, masks(page).at(-1) ?? '')
    expect(valueIn(masked, 'create', 'text')).toContain('王小明\t京A**345')
  })

  test('two who edit at once: the second sees both texts, and nothing is stored over another', async () => {
    const path = await draft()
    const [one, other] = await Promise.all([cast.editor1.get(`${path}/edit`), cast.editor2.get(`${path}/edit`)])
    await cast.editor1.fill(one, 'save', { text: `${clean}\n\n第一个人的修改。` }, 'save')
    const stale = await cast.editor2.fill(other, 'save', { text: `${clean}\n\n第二个人的修改。` }, 'save')
    expect(stale.status).toBe(409)
    const texts = stale.root.querySelectorAll('article').map(({ text }) => text)
    expect([texts[0]?.includes('第一个人的修改'), texts[1]?.includes('第二个人的修改')]).toEqual([true, true])
    expect(valueIn(stale, 'save', 'text')).toContain('第二个人的修改')
    expect((await cast.editor1.get(path)).text).not.toContain('第二个人的修改')
    const merged = await cast.editor2.fill(stale, 'save', { text: `${clean}\n\n两个人的修改。` }, 'save')
    expect(merged.status).toBe(200)
    expect(main(await cast.editor1.get(path))).toContain('两个人的修改')
  })

  test('a new item can begin with an earlier one', async () => {
    const path = await draft(planted, { documentNumber: '临公交〔2026〕3号' })
    const page = await cast.editor2.get(`/items/new?from=${path.split('/').at(-1)}`)
    expect(valueIn(page, 'create', 'documentNumber')).toBe('临公交〔2026〕3号')
    const made = await cast.editor2.fill(page, 'create', { title: '另一份公告' }, 'create')
    expect(made.url.pathname).not.toContain(path)
    expect(valueIn(made, 'save', 'text')).toBe(valueIn(await cast.editor1.get(`${path}/edit`), 'save', 'text'))
  })

  test('what was typed into a draft that has been submitted meanwhile is handed back', async () => {
    const path = await draft()
    const page = await cast.editor2.get(`${path}/edit`)
    await cast.editor1.fill(await cast.editor1.get(`${path}/do/submit`), 'submit')
    const refused = await cast.editor2.fill(page, 'save', { text: '写到一半的文字。' }, 'save')
    expect([refused.status, refused.root.querySelector('h1')?.text]).toEqual([409, '稿件已提交，不能修改'])
    expect(refused.root.querySelector('[data-field=text]')?.text).toBe('写到一半的文字。')
    expect(refused.root.querySelector('form[data-again]')).toBeNull()
  })

  test('while others keep coming first the text is handed back, and one press sends it again', async () => {
    const path = await draft()
    const page = await cast.editor1.get(`${path}/edit`)
    local.gate.order({ kind: 'conflict', function: 'console', operation: 'TransactWriteItems', times: 8 })
    const busy = await cast.editor1.fill(page, 'save', { text: '好不容易写完的文字。' }, 'save')
    expect(local.gate.pendingFaults).toEqual([])
    expect([busy.status, busy.root.querySelector('[data-field=text]')?.text]).toEqual([503, '好不容易写完的文字。'])
    const again = new URLSearchParams(busy.root.querySelectorAll('form[data-again] input').map((one): [string, string] =>
      [one.getAttribute('name') ?? '', one.getAttribute('value') ?? '']))
    expect(valueIn(await cast.editor1.post(`${path}/edit`, again), 'save', 'text')).toBe('好不容易写完的文字。')
  })

  test('an answer that got lost on the way is no second save', async () => {
    const path = await draft()
    local.gate.order({ kind: 'lost_answer', function: 'console', operation: 'TransactWriteItems' })
    const page = await cast.editor1.fill(await cast.editor1.get(`${path}/edit`), 'save', { text: '只存一次。' }, 'save')
    expect(local.gate.pendingFaults).toEqual([])
    expect([page.status, main(page).includes('草稿已保存')]).toEqual([200, true])
    expect((await cast.editor1.get(path)).root.querySelectorAll('[data-event=save]')).toHaveLength(1)
  })

  test('a form that somebody goes back to and writes on with is not taken for the save that it was', async () => {
    const path = await draft()
    const page = await cast.editor1.get(`${path}/edit`)
    await cast.editor1.fill(page, 'save', { text: '第一次保存的文字。' }, 'save')
    const again = await cast.editor1.fill(page, 'save', { text: '退回到前一页后又写的文字。' }, 'save')
    expect(again.status).toBe(409)
    expect(main(again)).toContain('第一次保存的文字。')
    expect(valueIn(again, 'save', 'text')).toBe('退回到前一页后又写的文字。')
    expect(main(await cast.editor1.fill(again, 'save', {}, 'save'))).toContain('草稿已保存')
    expect(main(await cast.editor1.get(path))).toContain('退回到前一页后又写的文字。')
  })

  test('a form for something new that somebody goes back to and writes on with makes something of its own', async () => {
    const page = await cast.editor1.get('/items/new')
    const make = (text: string) => cast.editor1.fill(page, 'create', { title: '关于道路施工的公告', column: 'notices', ground: '20-15', text }, 'create')
    const [one, other] = [await make('第一份的文字。'), await make('第二份的文字。')]
    expect(other.url.pathname).not.toBe(one.url.pathname)
    expect(valueIn(other, 'save', 'text')).toBe('第二份的文字。')
    expect((await make('第一份的文字。')).url.pathname).toBe(one.url.pathname)
  })

  test('saving what has not changed says so', async () => {
    const path = await draft()
    const page = await cast.editor1.fill(await cast.editor1.get(`${path}/edit`), 'save', {}, 'save')
    expect(main(page)).toContain('内容没有变化')
  })
})

describe('one item through its reviews', () => {
  test('each person sees what waits, what will happen and who is next', async () => {
    const path = await draft()
    const submit = await cast.editor1.get(`${path}/do/submit`)
    expect(main(submit)).toMatch(/稿件将送初审（(?:陈立、何静|何静、陈立)）/)
    const done = await cast.editor1.fill(submit, 'submit', { urgent: 'yes', note: '请在周五前办理。' })
    expect(main(done)).toMatch(/下一步：由(?:陈立、何静|何静、陈立)初审/)

    const id = path.split('/').at(-1) ?? ''
    const home = await cast.first1.get('/')
    const row = home.root.querySelector(`[data-queue=first_review] [data-item="${id}"]`)
    expect(row?.text).toContain('加急')
    const page = await cast.first1.get(`${path}/decide`)
    expect(main(page)).toContain('请在周五前办理。')
    const check = await cast.first1.fill(page, 'pass', { opinion: '属实。' })
    expect(main(check)).toContain('请核对后确认')
    expect(main(check)).toMatch(/稿件将送复审（保密审查）（(?:王岩、赵琴|赵琴、王岩)）/)
    const passed = await cast.first1.fill(check, 'pass')
    expect(passed.url.pathname).toMatch(/\/done\/[0-9A-Z]{26}$/)
    expect(main(passed)).toMatch(/下一步：由(?:王岩、赵琴|赵琴、王岩)复审/)

    expect(main(await cast.screening1.get(`${path}/decide`))).toContain('属实。')
    await decide(cast.screening1, path, 'pass')
    const approved = await decide(cast.approver1, path, 'approve', { opinion: '同意公开。' })
    const digest = approved.root.querySelector('code[data-revision]')?.getAttribute('data-revision') ?? ''
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    await local.settled()
    const item = await cast.editor1.get(path)
    expect(main(item)).toContain('第 1 版已公开')
    const link = item.root.querySelector('a[data-public]')?.getAttribute('href') ?? ''
    expect((await fetch(link)).status).toBe(200)
    expect((await cast.first1.get('/published')).root.querySelector(`[data-item="${id}"]`)).not.toBeNull()
  })

  test('going back from the check keeps what was typed', async () => {
    const path = await submitted()
    const check = await cast.first1.fill(await cast.first1.get(`${path}/decide`), 'return', { opinion: '请补充\n起止时间。' })
    const back = check.root.querySelectorAll('form').find((form) => form.querySelector('[name=back]'))
    const sent = new URLSearchParams(back?.querySelectorAll('input').map((one): [string, string] =>
      [one.getAttribute('name') ?? '', one.getAttribute('value') ?? '']))
    const page = await cast.first1.post(back?.getAttribute('action') ?? '', sent)
    expect(valueIn(page, 'return', 'opinion')).toBe('请补充\n起止时间。')
  })

  test('returning needs an opinion; the editor reads it where they edit', async () => {
    const path = await submitted()
    const empty = await cast.first1.fill(await cast.first1.get(`${path}/decide`), 'return', { opinion: '  ' })
    expect([empty.status, problemsIn(empty)[1]]).toEqual([422, '请填写“退回意见”'])
    await decide(cast.first1, path, 'return', { opinion: '请补充起止时间。' })
    const page = await cast.editor1.get(`${path}/edit`)
    expect(page.root.querySelector('[data-event=return]')?.text).toContain('请补充起止时间。')
    expect((await cast.editor1.get('/')).root.querySelector(`[data-queue=returned] [data-item="${path.split('/').at(-1)}"]`)).not.toBeNull()
  })

  test('what changed since a reviewer last looked is marked', async () => {
    const path = await submitted()
    await decide(cast.first1, path, 'return', { opinion: '请改为全市。' })
    const edit = await cast.editor1.get(`${path}/edit`)
    await cast.editor1.fill(edit, 'save', { text: clean.replace('本县', '全市') }, 'save')
    await cast.editor1.fill(await cast.editor1.get(`${path}/do/submit`), 'submit')
    const changes = (await cast.first1.get(`${path}/decide`)).root.querySelector('[data-changes]')
    expect(changes?.querySelector('h2')?.text).toBe('与上次所见的不同')
    expect(changes?.querySelector('del')?.text).toContain('本县')
    expect(changes?.querySelector('ins')?.text).toContain('全市')
  })
})

describe('screening', () => {
  test('every finding that matters needs a reason, which the approver reads', async () => {
    const path = await submitted(planted)
    await decide(cast.first1, path, 'pass')
    const page = await cast.screening1.get(`${path}/decide`)
    const reasons = formOf(page, 'pass').names.filter((name) => name.startsWith('reason_'))
    expect(reasons.length).toBeGreaterThan(2)
    const refused = await cast.screening1.fill(page, 'pass', { [reasons[0] ?? '']: '公务电话' })
    expect(refused.status).toBe(422)
    expect(problemsIn(refused)).toHaveLength(reasons.length)
    expect(valueIn(refused, 'pass', reasons[0] ?? '')).toBe('公务电话')
    const all = Object.fromEntries(reasons.map((name) => [name, '经本人同意公开']))
    await decide(cast.screening1, path, 'pass', all)
    expect(main(await cast.approver1.get(`${path}/decide`))).toContain('经核可用：经本人同意公开')
  })

  test('one reason does for a column', async () => {
    const path = await submitted(planted)
    await decide(cast.first1, path, 'pass')
    const page = await cast.screening1.get(`${path}/decide`)
    const form = formOf(page, 'pass')
    const columns = form.names.filter((name) => name.startsWith('column_'))
    expect(columns).toContain('column_3_2_mobile')
    const outside = page.root.querySelectorAll('[data-finding]').filter((one) => !one.getAttribute('data-level')?.includes('info'))
      .map((one) => `reason_${one.getAttribute('data-finding')}`)
    const values = Object.fromEntries([...columns.map((name) => [name, '本列经本人同意公开']), [outside.at(-1), '公务电话']])
    const check = await cast.screening1.fill(page, 'pass', values)
    expect(check.root.querySelector('form[data-confirms]'), problemsIn(check).join()).not.toBeNull()
  })

  test('a state-secret mark has no field; it is referred, ruled on, and only then passes', async () => {
    const path = await submitted(`${clean}\n\n机密★5年`)
    await decide(cast.first1, path, 'pass')
    const page = await cast.screening1.get(`${path}/decide`)
    expect(page.root.querySelector('form[data-command=pass]')).toBeNull()
    expect(main(page)).toContain('稿件带有国家秘密标志，审核人不能自行放行')
    await decide(cast.screening1, path, 'refer', { question: '是否属于国家秘密', to: '县保密局' })
    const ruling = await decide(cast.screening2, path, 'resume', { text: '不属于国家秘密', authority: '县保密局' })
    expect(main(ruling)).toContain('确定意见已录入')
    const again = await cast.screening1.get(`${path}/decide`)
    expect(main(again)).toContain('已有确定意见：不属于国家秘密（县保密局）')
    expect(main(await decide(cast.screening1, path, 'pass'))).toContain('审核通过')
  })
})

describe('why not', () => {
  test('whoever took part is told so, and by whom it can be done', async () => {
    const path = await submitted()
    await decide(cast.first1, path, 'pass')
    const item = await cast.editor1.get(path)
    expect(item.root.querySelector('[data-absent=pass]')?.getAttribute('data-code')).toBe('not_granted')
    const home = await cast.first1.get(path)
    expect(home.root.querySelector('[data-action=decide]')).toBeNull()
    expect((await cast.first1.get(`${path}/decide`)).url.pathname).toBe(path)
  })

  test('two who decide at once: one wins, the other is told by whom', async () => {
    const path = await submitted()
    const checks = await Promise.all([cast.first1, cast.first2].map(async (client) =>
      ({ client, check: await client.fill(await client.get(`${path}/decide`), 'pass') })))
    const ends = await Promise.all(checks.map(({ client, check }) => client.fill(check, 'pass')))
    expect(ends.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    const lost = ends.find(({ status }) => status === 409)
    expect(lost && refusal(lost)).toBe('already_decided')
    expect(lost && main(lost)).toMatch(/这一步已由(?:陈立|何静)办完/)
  })

  test('a double click shows the first answer', async () => {
    const path = await submitted()
    const check = await cast.first1.fill(await cast.first1.get(`${path}/decide`), 'pass')
    const [one, other] = await Promise.all([cast.first1.fill(check, 'pass'), cast.first1.fill(check, 'pass')])
    expect(one.url.href).toBe(other.url.href)
    expect(one.root.querySelector('[data-done=pass]')).not.toBeNull()
    const trail = (await cast.first1.get(path)).root.querySelectorAll('#history [data-event=pass]')
    expect(trail).toHaveLength(1)
  })

  test('a decision on what has changed meanwhile is refused, shows the change and keeps the opinion', async () => {
    const path = await submitted()
    const check = await cast.first1.fill(await cast.first1.get(`${path}/decide`), 'pass', { opinion: '属实，同意。' })
    await cast.editor1.fill(await cast.editor1.get(`${path}/do/recall`), 'recall')
    await cast.editor1.fill(await cast.editor1.get(`${path}/edit`), 'save', { text: `${clean}\n\n后来加的一段。` }, 'save')
    await cast.editor1.fill(await cast.editor1.get(`${path}/do/submit`), 'submit')
    const stale = await cast.first1.fill(check, 'pass')
    expect(stale.status).toBe(409)
    expect(main(stale)).toContain('稿件已变动，请重新查看')
    expect(stale.root.querySelector('[data-changes] ins')?.text).toContain('后来加的一段')
    expect(valueIn(stale, 'pass', 'opinion')).toBe('属实，同意。')
    expect(main(await cast.first1.fill(await cast.first1.fill(stale, 'pass'), 'pass'))).toContain('审核通过')
  })

  test.each([['seen_revision', 0], ['seen_revision', 2], ['seen_report', 0]])('a decision whose form names %s %i times has seen nothing', async (name, times) => {
    const path = await submitted()
    if (name === 'seen_report') await decide(cast.first1, path, 'pass')
    const client = name === 'seen_report' ? cast.screening1 : cast.first1
    const form = formOf(await client.get(`${path}/decide`), 'pass')
    const fields = form.data()
    fields.set('confirmed', 'yes')
    fields.delete(name)
    for (let time = 0; time < times; time += 1) fields.append(name, form.value(name))
    expect((await client.post(form.action.href, fields)).status).toBe(409)
    expect((await client.get(path)).root.querySelectorAll('[data-event=pass]')).toHaveLength(name === 'seen_report' ? 1 : 0)
  })

  test('one person’s command id is worth nothing to another', async () => {
    const path = await submitted()
    const [mine, theirs] = await Promise.all([cast.first1, cast.first2].map(async (client) =>
      client.fill(await client.get(`${path}/decide`), 'pass')))
    if (!mine || !theirs) throw new Error('No pages')
    const id = valueIn(mine, 'pass', 'commandId')
    await cast.first1.fill(mine, 'pass')
    const page = await cast.first2.fill(theirs, 'pass', { commandId: id })
    expect(page.status).toBe(400)
  })
})

describe('after publication', () => {
  async function published(): Promise<string> {
    const path = await submitted()
    await decide(cast.first1, path, 'pass')
    await decide(cast.screening1, path, 'pass')
    await decide(cast.approver1, path, 'approve')
    await local.settled()
    return path
  }

  test('a take-down is done at once, confirmed by a second person, and seals what leaked', async () => {
    const path = await published()
    const page = await cast.first1.get(`${path}/do/take_down`)
    const check = await cast.first1.fill(page, 'take_down', { reason: 'privacy', note: '误公开了住址' })
    expect(main(check)).toContain('24 小时内由第二人确认')
    expect(main(await cast.first1.fill(check, 'take_down'))).toContain('已撤下')
    const waits = `[data-queue=take_downs] [data-item="${path.split('/').at(-1)}"]`
    expect((await cast.first1.get('/')).root.querySelector(waits)?.text).toContain('须由另一人确认')
    expect((await cast.approver1.get('/')).root.querySelector(waits)?.text).not.toContain('须由另一人确认')
    const own = await cast.first1.get(path)
    expect(own.root.querySelector('[data-absent=confirm_take_down]')?.getAttribute('data-code')).toBe('not_second_person')
    expect(own.root.querySelector('[data-absent=confirm_take_down]')?.text).toContain('何静')
    await cast.first2.fill(await cast.first2.get(`${path}/do/confirm_take_down`), 'confirm_take_down')
    const sealed = await cast.first2.get(path)
    expect(sealed.root.querySelector('[data-sealed]')).not.toBeNull()
    expect(sealed.text).not.toContain('适用于本县')
    expect(main(await cast.first2.get('/published'))).toContain('已封存的内容')
    expect((await cast.editor1.get(`/items/new?from=${path.split('/').at(-1)}`)).status).toBe(403)
    await cast.first1.fill(await cast.first1.get(`${path}/do/ask_unseal`), 'ask_unseal', { reason: '复盘' })
    await cast.first2.fill(await cast.first2.get(`${path}/do/confirm_unseal`), 'confirm_unseal')
    expect((await cast.first2.get(path)).text).toContain('适用于本县')
  })

  test('a correction shows reviewers what differs from the public page, and asks for a note', async () => {
    const path = await published()
    await cast.editor1.fill(await cast.editor1.get(`${path}/do/correct`), 'correct')
    const edit = await cast.editor1.get(`${path}/edit`)
    await cast.editor1.fill(edit, 'save', { text: clean.replace('本县', '全市') }, 'save')
    const bare = await cast.editor1.get(`${path}/do/submit`)
    expect([bare.status, bare.root.querySelector('h1')?.text]).toEqual([422, '请填写更正（撤销）说明'])
    await cast.editor1.fill(await cast.editor1.get(`${path}/edit`), 'save', { changeNote: '适用范围写错，现予更正。' }, 'save')
    await cast.editor1.fill(await cast.editor1.get(`${path}/do/submit`), 'submit')
    const page = await cast.first2.get(`${path}/decide`)
    expect(page.root.querySelector('[data-changes] h2')?.text).toBe('与已公开内容的不同')
    expect(page.root.querySelectorAll('[data-changes] ins').map(({ text }) => text).join()).toContain('全市')
    expect(main(page)).toContain('适用范围写错，现予更正。')
  })

  test('the banner is proposed by one and shown once a second confirms', async () => {
    const path = await published()
    await cast.editor1.fill(await cast.editor1.get(`${path}/do/set_banner`), 'set_banner')
    expect((await cast.editor1.get(`${path}/do/confirm_banner`)).status).toBe(403)
    const done = await cast.editor2.fill(await cast.editor2.get(`${path}/do/confirm_banner`), 'confirm_banner')
    expect(main(done)).toContain('已挂“内容更正中”')
    expect(main(await cast.editor1.get(path))).toContain('公开页面已挂“内容更正中”')
  })

  test('a release can be set for a time in China, not in the past', async () => {
    const path = await submitted()
    await decide(cast.first1, path, 'pass')
    await decide(cast.screening1, path, 'pass')
    const page = await cast.approver1.get(`${path}/decide`)
    const missing = await cast.approver1.fill(page, 'approve', { release: 'at' })
    expect(problemsIn(missing)[1]).toBe('请填写“定时发布的时间”')
    const odd = await cast.approver1.fill(page, 'approve', { release: 'at', releaseAt: '明天' })
    expect(problemsIn(odd)[1]).toContain('不是有效时间')
    const past = await cast.approver1.fill(page, 'approve', { release: 'at', releaseAt: '2020-01-01 09:00' })
    expect([past.status, problemsIn(past)[0]]).toEqual([422, '定时发布的时间已过'])
    const soon = new Date(Date.now() + 5 * 24 * 3_600_000 + 8 * 3_600_000).toISOString().slice(0, 16)
    const done = await decide(cast.approver1, path, 'approve', { release: 'at', releaseAt: soon })
    expect(main(done)).toContain('已签发')
    expect(main(await cast.editor1.get(path))).toContain('定时发布：')
  })
})
