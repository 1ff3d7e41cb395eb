import { Secret, TOTP } from 'otpauth'
import { Failure } from '../failure.ts'
import { formIn } from '../press.ts'
import type { Colleague } from '../sign-in.ts'

const periodMs = 30_000

/** What a person has on their phone: it shows a code that changes every half minute. */
export class Authenticator {
  readonly #totp: TOTP
  /** Each code is good once: the next one has to be waited for. */
  #used: number

  private constructor(secret: string, used: number) {
    this.#totp = new TOTP({ secret: Secret.fromBase32(secret) })
    this.#used = used
  }

  /**
   * Puts the secret that the page shows into a new authenticator, and takes it into use by a first code: the one that
   * has just run out, as somebody types it who is slow.
   *
   * @throws Failure with what the page says where it is not taken
   */
  static async enrol(who: Colleague, console: string): Promise<Authenticator> {
    const page = await who.browser.get(`${console}/me/totp?anew=yes`)
    const secret = page.root.querySelector('[data-secret]')?.getAttribute('data-secret')
    if (!secret) throw new Failure(`${who.name} is shown no secret: ${page.says}`)
    const step = Math.floor(Date.now() / periodMs) - 1
    const made = new Authenticator(secret, step)
    const done = await who.browser.submit(formIn(page, 'codes').set('code', made.#at(step)))
    if (!done.root.querySelector('[data-codes=on]')) throw new Failure(`${who.name} cannot take an authenticator into use: ${done.says}`)
    return made
  }

  /** A code that was not used yet. */
  async code(): Promise<string> {
    const step = Math.floor(Date.now() / periodMs)
    if (step <= this.#used) {
      await new Promise((resolve) => setTimeout(resolve, (this.#used + 1) * periodMs - Date.now() + 50))
      return this.code()
    }
    this.#used = step
    return this.#at(step)
  }

  #at(step: number): string {
    return this.#totp.generate({ timestamp: step * periodMs })
  }
}
