import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { MailCatcher } from '../../../cdk/local/mail.ts'
import { catchMail } from '../../../cdk/local/mail.ts'
import type { Mail, Post } from '../../../shared/notices/smtp.ts'
import { isAddress, openPost } from '../../../shared/notices/smtp.ts'
import { temporaryFolder } from '../../temporary.ts'

let catcher: MailCatcher
let post: Post

const settings = (port: number) => ({ host: '127.0.0.1', port: String(port), security: 'none', user: '', from: 'sanshen@linjiang.example', bounces: 'bounces@linjiang.example' })
const SHORT = { connectionTimeout: 500, greetingTimeout: 300, socketTimeout: 300 }

beforeEach(async () => {
  catcher = await catchMail(temporaryFolder())
  post = openPost(settings(catcher.smtpPort), '临江交警大队', undefined, SHORT)
})

afterEach(async () => {
  post.close()
  await catcher.stop()
})

const mail = (more: Partial<Mail> = {}): Mail => ({
  messageId: '<abc@console.example>', to: { name: '陈立', address: 'first1@linjiang.example' }, subject: '请初审：《关于限行的通告》', text: '您好\n', html: '<p>您好</p>',
  date: new Date('2026-03-02T01:00:00Z'), headers: { 'Auto-Submitted': 'auto-generated' }, ...more,
})

describe('a mail as it arrives', () => {
  test('is what was sent, in both forms, marked as automatic, under its own id', async () => {
    expect(await post.send(mail({ references: '<item-1@console.example>' }))).toEqual({ kind: 'sent' })
    const [arrived] = await catcher.mails()
    expect(arrived).toMatchObject({ subject: '请初审：《关于限行的通告》', text: '您好\n', html: '<p>您好</p>', messageId: '<abc@console.example>', at: '2026-03-02T01:00:00.000Z' })
    expect(arrived?.headers).toEqual(expect.arrayContaining(['Auto-Submitted: auto-generated', 'References: <item-1@console.example>', 'In-Reply-To: <item-1@console.example>']))
    expect(arrived?.headers.join('\n'), 'names and subjects go in ASCII').toMatch(/^[\x20-\x7e\r\n\t]*$/u)
  })

  test.each([
    ['a name with a line break', { to: { name: '陈立\r\nBcc: evil@x.example', address: 'first1@linjiang.example' } }],
    ['a name with quotes and an address', { to: { name: '"evil@x.example" <evil@x.example>,', address: 'first1@linjiang.example' } }],
    ['a subject with a line break', { subject: '标题\r\nBcc: evil@x.example\r\n\r\n正文' }],
  ])('has no header and no addressee more for %s', async (_, more) => {
    const rcpt: string[] = []
    catcher.be({ rcpt: (address) => {
      rcpt.push(address)
      return undefined
    } })
    expect(await post.send(mail(more))).toEqual({ kind: 'sent' })
    const [arrived] = await catcher.mails()
    expect(rcpt).toEqual(['first1@linjiang.example'])
    expect(arrived?.headers.filter((line) => /^bcc/iu.test(line))).toEqual([])
    expect(arrived?.text).toBe('您好\n')
  })

  test('goes to a host with letters of its own script, and to odd but valid names', async () => {
    const rcpt: string[] = []
    catcher.be({ rcpt: (address) => {
      rcpt.push(address)
      return undefined
    } })
    for (const address of ['gongkai@临江.example', "o'brien+tag@linjiang.example", '公开@linjiang.example']) {
      expect(await post.send(mail({ to: { name: '陈立', address } })), address).toEqual({ kind: 'sent' })
    }
    expect(rcpt).toHaveLength(3)
    expect(rcpt[0]).toMatch(/^gongkai@(?:xn--[a-z0-9]+|临江)\.example$/u)
    expect(rcpt.slice(1)).toEqual(["o'brien+tag@linjiang.example", '公开@linjiang.example'])
  })

  test('is given up at once where the server does not know such a name', async () => {
    expect(await post.send(mail({ to: { name: '陈立', address: '"odd name"@linjiang.example' } }))).toMatchObject({ kind: 'never', failure: 'refused' })
  })

  test.each(['', 'nobody', '@x.example', 'a@', 'a b@x.example', 'a@x.example\r\nRCPT TO:<b@x.example>', 'a@x.example, b@x.example', '<a@x.example>', 'a@x.example>', 'a@[', `${'a'.repeat(300)}@x.example`])(
    'never leaves for %j, which is no address', async (address) => {
      expect(isAddress(address)).toBe(false)
      expect(await post.send(mail({ to: { name: 'x', address } }))).toEqual({ kind: 'never', failure: 'address' })
      expect(await catcher.mails()).toEqual([])
    })
})

describe('what the server answers', () => {
  test('an addressee who is refused for good is given up at once', async () => {
    catcher.be({ rcpt: () => 550 })
    expect(await post.send(mail())).toEqual({ kind: 'never', failure: 'refused', answer: 550 })
  })

  test('an addressee who is refused for now is tried again, and others are not held up', async () => {
    catcher.be({ rcpt: () => 450 })
    expect(await post.send(mail())).toEqual({ kind: 'later', failure: 'unanswered', down: false, answer: 450 })
  })

  test('a message that is refused for good is given up, one that is refused for now is tried again', async () => {
    catcher.be({ data: () => 554 })
    expect(await post.send(mail())).toEqual({ kind: 'never', failure: 'refused', answer: 554 })
    catcher.be({ data: () => 451 })
    expect(await post.send(mail())).toMatchObject({ kind: 'later', answer: 451 })
  })

  test('silence, and a line that dies after the message, are tried again', async () => {
    catcher.be({ data: () => 'silence' })
    expect(await post.send(mail())).toMatchObject({ kind: 'later', failure: 'unanswered' })
    catcher.be({ data: () => 'death' })
    expect(await post.send(mail())).toMatchObject({ kind: 'later', failure: 'unanswered' })
  })

  test('a server that is not there, or never greets, holds up all', async () => {
    const mute = createServer(() => {})
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    const address = mute.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const silent = openPost(settings(port), 'x', undefined, SHORT)
    expect(await silent.send(mail())).toEqual({ kind: 'later', failure: 'unanswered', down: true })
    silent.close()
    await new Promise((resolve) => mute.close(resolve))
    expect(await openPost(settings(port), 'x', undefined, SHORT).send(mail())).toEqual({ kind: 'later', failure: 'unanswered', down: true })
  })

  test('a server without the encryption that the settings ask for gets nothing', async () => {
    const strict = openPost({ ...settings(catcher.smtpPort), security: 'starttls' }, 'x', undefined, SHORT)
    expect(await strict.send(mail())).toMatchObject({ kind: 'later', down: true })
    strict.close()
    expect(await catcher.mails()).toEqual([])
  })
})
