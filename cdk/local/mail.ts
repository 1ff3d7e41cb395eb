import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { html } from 'hono/html'
import { render } from './html.ts'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { ulid } from 'ulid'

export interface Mail {
  readonly id: string
  readonly at: string
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  /** as it was sent; absent where the mail has none */
  readonly html?: string
  readonly messageId: string
  /** each header on one line, as it came */
  readonly headers: readonly string[]
}

/** How the server treats whoever brings mails; for whoever wants to see what comes of it. */
export interface Mood {
  /** number by which an addressee is refused; none where they are taken */
  readonly rcpt?: (address: string) => number | undefined
  /** what becomes of a message: refused by a number, kept without an answer, or kept while the line dies */
  readonly data?: () => number | 'silence' | 'death' | undefined
}

export interface MailCatcher {
  readonly smtpPort: number
  readonly pages: RequestListener
  /** Every mail that was caught, newest first. */
  mails(): Promise<Mail[]>
  /** From now on the server is like this. */
  be(mood: Mood): void
  stop(): Promise<void>
}

/** An SMTP server that delivers nothing: it keeps each mail in `folder` and shows it. */
export async function catchMail(folder: string, options: { readonly hideSMTPUTF8?: boolean } = {}): Promise<MailCatcher> {
  mkdirSync(folder, { recursive: true })
  let mood: Mood = {}
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    size: 20 * 1024 * 1024,
    closeTimeout: 100,
    ...options,
    onRcptTo: ({ address }, _, callback) => callback(refusal(mood.rcpt?.(address))),
    onData: (stream, _, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const fate = mood.data?.()
        if (typeof fate === 'number') return callback(refusal(fate))
        writeFileSync(join(folder, `${ulid()}.eml`), Buffer.concat(chunks))
        if (fate === 'death') server.connections.forEach(({ _socket }) => _socket.destroy())
        else if (fate === undefined) callback()
      })
    },
  })
  // A client that hangs up in the middle is no reason to stop.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  if (typeof address !== 'object' || !address) throw new Error('The system gave no port')

  const mails = async (): Promise<Mail[]> => {
    const names = readdirSync(folder).filter((name) => name.endsWith('.eml')).toSorted().toReversed()
    return Promise.all(names.map((name) => read(folder, name.slice(0, -'.eml'.length))))
  }
  return {
    smtpPort: address.port,
    mails,
    be: (next) => { mood = next },
    pages: (request, response) => {
      const path = request.url ?? '/'
      mails().then((all) => {
        if (path === '/mails.json') {
          response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(all))
          return
        }
        const asHtml = all.find((mail) => path === `/mails/${mail.id}.html`)?.html
        const shown = path === '/' ? undefined : all.find((mail) => path === `/mails/${mail.id}`)
        const status = path === '/' || shown || asHtml ? 200 : 404
        response.writeHead(status, {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
        }).end(asHtml ?? page(shown ? mailView(shown) : status === 404 ? html`<p>没有这封邮件。</p>` : listView(all)))
      }).catch((error: unknown) => response.writeHead(500).end(String(error)))
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}

async function read(folder: string, id: string): Promise<Mail> {
  const mail = await simpleParser(readFileSync(join(folder, `${id}.eml`)))
  return {
    id,
    at: (mail.date ?? new Date(0)).toISOString(),
    from: mail.from?.text ?? '',
    to: [mail.to ?? []].flat().map((one) => one.text).join(', '),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    ...(mail.html && { html: mail.html }),
    messageId: mail.messageId ?? '',
    headers: mail.headerLines.map(({ line }) => line),
  }
}

function refusal(code: number | undefined): Error | undefined {
  return code === undefined ? undefined : Object.assign(new Error('Refused as ordered'), { responseCode: code })
}

function listView(mails: readonly Mail[]): unknown {
  if (mails.length === 0) return html`<p>还没有邮件。</p>`
  return html`<table><thead><tr><th>时间</th><th>收件人</th><th>主题</th></tr></thead><tbody>${mails.map((mail) => html`
    <tr><td>${mail.at}</td><td>${mail.to}</td><td><a href="/mails/${mail.id}">${mail.subject}</a></td></tr>`)}
  </tbody></table>`
}

function mailView(mail: Mail): unknown {
  // Addresses in the text become links, as in a mail program; everything else stays text.
  const parts = mail.text.split(/(https?:\/\/[^\s<>"]+)/)
  return html`<p><a href="/">全部邮件</a></p><p>${mail.at}<br>发件人：${mail.from}<br>收件人：${mail.to}${mail.html === undefined ? '' : html`<br><a href="/mails/${mail.id}.html">网页版</a>`}</p>
    <h2>${mail.subject}</h2>
    <pre>${parts.map((part, at) => at % 2 === 1 ? html`<a href="${part}">${part}</a>` : part)}</pre>`
}

function page(content: unknown): string {
  return render(html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>演示邮箱</title>
<style>body{font:1rem/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
td,th{text-align:left;padding:.25rem 1rem .25rem 0}pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}</style></head>
<body><h1>演示邮箱</h1>${content}</body></html>`)
}
