import type { CommandName } from './commands.ts'
import { EVENT_DATA } from './data.ts'
import type { EventData } from './data.ts'
import { born, EFFECTS } from './effects.ts'
import { moved } from './move.ts'
import type { EventBody, Item, ReplayEvent } from './types.ts'

/** The trail does not tell the item's story: an event is missing, out of order or not readable. */
export class BrokenTrail extends Error {
  override readonly name = 'BrokenTrail'
  readonly problem: 'first_event' | 'order' | 'item' | 'data' | 'state'
  constructor(problem: BrokenTrail['problem'], options?: ErrorOptions) {
    super(`trail broken: ${problem}`, options)
    this.problem = problem
  }
}

/**
 * Replays one event.
 *
 * @param item the item before it, none for its first event
 * @param event the event as its chain holds it
 * @returns the item after it, its `seq` and `head` being the event's
 * @throws BrokenTrail if the event does not follow on the item
 */
export function evolve(item: Item | undefined, event: ReplayEvent): Item {
  if (event.seq !== (item?.seq ?? 0) + 1) throw new BrokenTrail('order')
  const next = { ...apply(item, event), seq: event.seq, head: event.hash }
  if (next.id !== event.itemId) throw new BrokenTrail('item')
  if (next.round !== event.to.round || next.presence !== event.to.presence) throw new BrokenTrail('state')
  return next
}

/**
 * The item after what an event says happened; `seq` and `head` stay those before it.
 *
 * @throws BrokenTrail if the event cannot be read or does not follow on the item
 */
export function apply(item: Item | undefined, event: Omit<EventBody, 'to'>): Item {
  if (event.type === 'create') {
    if (item || event.from) throw new BrokenTrail('first_event')
    return clean(born(read('create', event.data), event))
  }
  if (!item) throw new BrokenTrail('first_event')
  if (event.from?.round !== item.round || event.from.presence !== item.presence) throw new BrokenTrail('state')
  return change(event.type, item, event)
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- N ties the effect to its data
function change<N extends Exclude<CommandName, 'create'>>(name: N, item: Item, event: Omit<EventBody, 'to'>): Item {
  const data: EventData<N> = read(name, event.data)
  const where = moved(item, name, event.at, event.type === 'screen' ? read(event.type, event.data).undisposed : 0)
  const stay = where.round === item.round ? { enteredAt: item.enteredAt } : { enteredAt: event.at, reminded: undefined, unreached: undefined }
  return clean({ ...item, ...where, ...stay, ...EFFECTS[name](item, data, event), updatedAt: event.at })
}

function read<N extends CommandName>(name: N, data: unknown): EventData<N> {
  try {
    return EVENT_DATA[name].parse(data)
  } catch (cause) {
    throw new BrokenTrail('data', { cause })
  }
}

/** Drops what is absent, so that an item equals itself after a journey through a table or JSON. */
function clean<T extends object>(value: T): T {
  const copy = { ...value }
  for (const key of Object.keys(copy)) if (Reflect.get(copy, key) === undefined) Reflect.deleteProperty(copy, key)
  return copy
}
