import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The dead letter queues: they take messages, of the runner and of functions, and let them be looked at. Kept in the data folder. */
export class Queues {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
    mkdirSync(folder, { recursive: true })
  }

  send(queue: string, message: unknown): void {
    appendFileSync(this.#file(queue), `${JSON.stringify(message)}\n`)
  }

  /** Every message of a queue, oldest first. */
  messages(queue: string): unknown[] {
    if (!existsSync(this.#file(queue))) return []
    return readFileSync(this.#file(queue), 'utf8').split('\n').filter(Boolean).map((line): unknown => JSON.parse(line))
  }

  #file(queue: string): string {
    return join(this.#folder, `${queue}.jsonl`)
  }
}
