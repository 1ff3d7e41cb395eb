/** Something that stops the runner and that the person at the keyboard can put right: shown without a stack trace. */
export class Problem extends Error {
  override readonly name = 'Problem'

  constructor(message: string, remedy: string) {
    super(`${message}\n  → ${remedy}`)
  }
}
