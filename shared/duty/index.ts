import * as z from 'zod/mini'
import { chainRows, eventOf } from '../record/chains.ts'
import { addTo } from '../record/own-chain.ts'
import { readRegister } from '../record/registers.ts'
import type { Tables, Variables } from '../record/tables.ts'
import { tablesOf } from '../record/tables.ts'
import type { Actor } from '../workflow/types.ts'
import type { Days, DutyEvent, Rehearsed } from './event.ts'
import { dutyChain, isDutyEvent, keyOf } from './event.ts'

export type { Days, DutyEvent, Rehearsed } from './event.ts'
export { fallingAs, keyOf } from './event.ts'

/** Somebody on duty. */
export interface Person { readonly person: string, readonly name: string }

/** What was rehearsed before some days off. */
export interface Rehearsals {
  /** keys of what was, by {@link keyOf}; absent where nobody has looked yet */
  readonly keys?: ReadonlySet<string>
  /** of the register that says so */
  readonly version: number
}

const personSchema = z.object({ person: z.string(), name: z.string() })
const rehearsalsSchema = z.object({ first: z.string(), keys: z.array(z.string()) })
const CLOCK = { person: 'system:clock', name: 'system:clock' } as const

/** Who is on duty in days off, and what was rehearsed before them: a chain for each unit. */
export class Duty {
  readonly #tables: Tables

  constructor(tables: Tables) {
    this.#tables = tables
  }

  /** Who is on duty in the days off that begin so. */
  async on(unit: string, first: Days['first']): Promise<Person | undefined> {
    const held = await this.#held(unit, first)
    return held && personSchema.parse(held.value)
  }

  /**
   * Names who is on duty; a later name takes the place of an earlier one.
   *
   * @returns whether the head still is one, and the named still belongs to the unit
   * @throws RegisterMoved where somebody else has named another meanwhile; RecordBusy
   */
  async name(actor: Actor, days: Days, duty: Person, at: Date): Promise<boolean> {
    const { unit } = actor
    const held = await this.#held(unit, days.first)
    return addTo(this.#tables, {
      chain: dutyChain(unit), at: at.toISOString(),
      event: { type: 'duty_named', unit, actor: { person: actor.person, name: actor.name }, ...days, duty },
      registers: [{ ...dutyKey(unit, days.first), value: duty, version: (held?.version ?? 0) + 1 }],
      guards: [
        { kind: 'grant', person: actor.person, unit, roles: ['head'] },
        ...duty.person === actor.person ? [] : [{ kind: 'present', person: duty.person, unit } as const],
      ],
    })
  }

  /** What was rehearsed of these days. */
  async rehearsals(unit: string, { first }: Days): Promise<Rehearsals> {
    const held = await readRegister(this.#tables, REHEARSAL, unit)
    if (!held) return { version: 0 }
    const { version } = held
    const { data } = rehearsalsSchema.safeParse(held.value)
    return data?.first === first ? { version, keys: new Set(data.keys) } : { version }
  }

  /**
   * Writes down what was rehearsed besides what was before.
   *
   * @throws RegisterMoved where another minute has written since; RecordBusy
   */
  async rehearsed(unit: string, days: Days, items: readonly Rehearsed[], { keys = new Set(), version }: Rehearsals, at: Date): Promise<void> {
    const duty = await this.on(unit, days.first)
    await addTo(this.#tables, {
      chain: dutyChain(unit), at: at.toISOString(), guards: [],
      event: { type: 'rehearsed', unit, actor: CLOCK, ...days, items, ...(duty && { duty }) },
      registers: [{ pk: REHEARSAL, sk: unit, value: { first: days.first, keys: [...keys, ...items.map(keyOf)] }, version: version + 1 }],
    })
  }

  /** Everything of a unit, in its order. */
  async history(unit: string): Promise<DutyEvent[]> {
    return (await chainRows(this.#tables, dutyChain(unit))).map((row) => eventOf(row, isDutyEvent))
  }

  #held(unit: string, first: Days['first']) {
    const { pk, sk } = dutyKey(unit, first)
    return readRegister(this.#tables, pk, sk)
  }
}

const REHEARSAL = 'rehearsal'

function dutyKey(unit: string, first: Days['first']): { readonly pk: string, readonly sk: string } {
  return { pk: `duty#${unit}`, sk: first }
}

/** The duty that a function's variables lead to. */
export function openDuty(variables: Variables = process.env): Duty {
  return new Duty(tablesOf(variables))
}
