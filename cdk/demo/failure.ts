/** Why the demo did not get to its end: the one line that it prints, without a stack trace. */
export class Failure extends Error {
  override readonly name = 'Failure'
}
