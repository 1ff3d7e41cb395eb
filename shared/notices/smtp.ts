import { createTransport } from 'nodemailer'
import type { MailSettings } from '../names.ts'
import type { Failure } from './types.ts'

/** A mail as it is to be sent. */
export interface Mail {
  readonly messageId: string
  readonly to: { readonly name: string, readonly address: string }
  readonly subject: string
  readonly text: string
  readonly html: string
  /** ids of earlier mails that this one belongs to */
  readonly references?: string
  readonly date: Date
  /** further headers; names are ours, values are on one line */
  readonly headers: Readonly<Record<string, string>>
}

/** What became of sending: `later` may be tried again, `never` is final for this addressee; `down` says that no other mail would fare better now. */
export type Sent =
  | { readonly kind: 'sent' }
  | { readonly kind: 'later', readonly failure: Failure, readonly down: boolean, readonly answer?: number }
  | { readonly kind: 'never', readonly failure: Failure, readonly answer?: number }

export interface Post {
  send(mail: Mail): Promise<Sent>
  close(): void
}

/** What a server may take before it counts as dead, in milliseconds. */
const PATIENCE = { connectionTimeout: 8000, greetingTimeout: 8000, socketTimeout: 15_000, dnsTimeout: 5000 } as const

/**
 * The way to the mail server. Mails say nothing of whoever reads them: no pictures, no counted links.
 *
 * @param sender name that mails come from
 * @param password where the server asks for one
 */
export function openPost(
  { host, port, security, user, from, bounces }: MailSettings, sender: string, password?: string, patience: Readonly<Record<string, number>> = PATIENCE,
): Post {
  const transport = createTransport({
    host, port: Number(port), secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none',
    ...(user !== '' && { auth: { user, pass: password ?? '' } }), ...patience,
    disableFileAccess: true, disableUrlAccess: true, logger: false,
  })
  return {
    async send({ to, references, headers, ...mail }) {
      if (!isAddress(to.address)) return { kind: 'never', failure: 'address' }
      try {
        const address = asciiHost(to.address)
        await transport.sendMail({
          ...mail, headers, from: { name: sender, address: from }, to: { name: to.name, address },
          ...(references !== undefined && { references, inReplyTo: references }),
          envelope: { from: bounces === '' ? from : bounces, to: [address], dsn: { ret: 'HDRS', notify: ['FAILURE'] } },
        })
        return { kind: 'sent' }
      } catch (error) {
        return sentOf(error)
      }
    },
    close: () => transport.close(),
  }
}

/** Whether a text may be one address: a name that a server can be asked for, and a host. */
export function isAddress(text: string): boolean {
  return text.length <= 254 && /^(?:[^\s\p{Cc}\p{Cf}<>()[\]\\,;:@"]{1,64}|"[^\p{Cc}\p{Cf}<>\\"]{1,62}")@[^\s\p{Cc}\p{Cf}<>()[\]\\,;:@"]+$/u.test(text)
    && URL.canParse(`http://${text.slice(text.lastIndexOf('@') + 1)}/`)
}

// Servers are asked for hosts in their ASCII form; a name before the @ that is not ASCII takes SMTPUTF8.
function asciiHost(address: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at)}@${new URL(`http://${address.slice(at + 1)}/`).hostname}`
}

/** What a failed attempt means. A refused addressee or message is final; a refused sender or sign-in is for us to put right. */
function sentOf(error: unknown): Sent {
  const { code, responseCode, command } = facts(error)
  const answer = responseCode === undefined ? {} : { answer: responseCode }
  if (code === 'EENVELOPE' && responseCode === undefined) return { kind: 'never', failure: 'address' }
  const final = responseCode !== undefined && responseCode >= 500
  if (code === 'EENVELOPE' && command === 'RCPT TO' && final) return { kind: 'never', failure: 'refused', ...answer }
  if (code === 'EMESSAGE' && final) return { kind: 'never', failure: 'refused', ...answer }
  if (code === 'EAUTH' || code === 'ETLS' || final) return { kind: 'later', failure: 'configuration', down: true, ...answer }
  // A server that speaks of one addressee or message is there for the others.
  const down = command !== 'RCPT TO' && command !== 'DATA' && code !== 'EMESSAGE'
  return { kind: 'later', failure: 'unanswered', down, ...answer }
}

function facts(error: unknown): { code: unknown, responseCode: number | undefined, command: string } {
  if (!(error instanceof Error)) return { code: '', responseCode: undefined, command: '' }
  const responseCode = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined
  return { code: 'code' in error ? error.code : '', responseCode, command: 'command' in error ? String(error.command) : '' }
}
