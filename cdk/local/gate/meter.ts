/** What one function has used since the meter was last set to zero. */
export interface Usage {
  /** Calls by operation: `dynamodb.Query`, `s3.PutObject`. */
  readonly calls: Readonly<Record<string, number>>
  /** DynamoDB request units, doubled in transactions, indexes included. */
  readonly readUnits: number
  readonly writeUnits: number
}

interface Running { calls: Record<string, number>, readUnits: number, writeUnits: number }

/** Counts calls and request units per function. */
export class Meter {
  #usage = new Map<string, Running>()

  count(name: string, operation: string, readUnits: number, writeUnits: number): void {
    const usage = this.#usage.get(name) ?? { calls: {}, readUnits: 0, writeUnits: 0 }
    usage.calls[operation] = (usage.calls[operation] ?? 0) + 1
    usage.readUnits += readUnits
    usage.writeUnits += writeUnits
    this.#usage.set(name, usage)
  }

  /** Usage by function; a function that made no call is absent. */
  read(): Readonly<Record<string, Usage>> {
    return structuredClone(Object.fromEntries(this.#usage))
  }

  reset(): void {
    this.#usage = new Map()
  }
}
