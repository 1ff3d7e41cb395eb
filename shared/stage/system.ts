import type { Actor, SystemActor } from '../workflow/types.ts'

/** The system as it acts on items of a unit. */
export function systemActor(name: SystemActor, unit: string): Actor {
  return { person: `system:${name}`, name: `system:${name}`, unit, roles: [], method: 'system' }
}
