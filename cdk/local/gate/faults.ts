/**
 * What can be made to go wrong:
 * - `conflict`: a transaction is cancelled for `TransactionConflict`, a single write with `TransactionConflictException`
 * - `lost_answer`: the call is carried out and its answer never arrives
 * - `throttle`: the service refuses for now
 * - `death`: the environment that calls is killed before the call is carried out
 * - `index_lag`: indexes show what they held when the order was given, until it is lifted
 */
export type FaultKind = 'conflict' | 'lost_answer' | 'throttle' | 'death' | 'index_lag'

export type Service = 'dynamodb' | 's3' | 'sqs'

/** An order to the gate. What is left out matches everything. */
export interface FaultOrder {
  readonly kind: FaultKind
  /** Function by name, such as `console`. */
  readonly function?: string
  readonly service?: Service
  /** Such as `TransactWriteItems`, `Query`, `PutObject`, `SendMessage`. */
  readonly operation?: string
  /** A table, bucket or queue that the call names. */
  readonly resource?: string
  /** Calls that match and are let through first. */
  readonly after?: number
  /** How many calls are hit; 1 unless said. `index_lag` counts nothing and lasts until it is lifted. */
  readonly times?: number
}

/** A call, as far as orders can tell it from others. */
export interface Call {
  readonly function: string
  readonly service: Service
  readonly operation: string
  readonly resources: readonly string[]
}

interface Standing { readonly order: FaultOrder, after: number, times: number }

/** The orders that stand. */
export class Faults {
  #standing: Standing[] = []

  order(order: FaultOrder): void {
    this.#standing.push({ order, after: order.after ?? 0, times: order.times ?? 1 })
  }

  /** Lifts every order, or those of one kind. */
  lift(kind?: FaultKind): void {
    this.#standing = kind ? this.#standing.filter(({ order }) => order.kind !== kind) : []
  }

  /** Orders that have not been carried out in full; a test that expects a fault asserts that none is left. */
  get pending(): readonly FaultOrder[] {
    return this.#standing.filter(({ order }) => order.kind !== 'index_lag').map(({ order }) => order)
  }

  /** Whether indexes lag for this call. */
  lags(call: Call): boolean {
    return this.#standing.some(({ order }) => order.kind === 'index_lag' && matches(order, call))
  }

  /** The fault that hits this call, if any; counts the call against every order that it matches. */
  strike(call: Call): FaultKind | undefined {
    let struck: FaultKind | undefined
    for (const standing of this.#standing) {
      if (standing.order.kind === 'index_lag' || !matches(standing.order, call)) continue
      if (standing.after > 0) {
        standing.after -= 1
      } else if (struck === undefined && fits(standing.order.kind, call)) {
        struck = standing.order.kind
        standing.times -= 1
      }
    }
    this.#standing = this.#standing.filter((standing) => standing.times > 0)
    return struck
  }
}

function matches(order: FaultOrder, call: Call): boolean {
  return (order.function === undefined || order.function === call.function)
    && (order.service === undefined || order.service === call.service)
    && (order.operation === undefined || order.operation === call.operation)
    && (order.resource === undefined || call.resources.includes(order.resource))
}

const conflicting = new Set(['TransactWriteItems', 'TransactGetItems', 'PutItem', 'UpdateItem', 'DeleteItem'])

function fits(kind: FaultKind, call: Call): boolean {
  return kind !== 'conflict' || conflicting.has(call.operation)
}
