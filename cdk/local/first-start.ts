import { openIdentity } from '../../shared/identity/index.ts'
import type { Person } from '../../shared/identity/index.ts'
import { openRecord } from '../../shared/record/index.ts'
import { screenTexts, shippedLexicon } from '../../shared/screening/index.ts'
import type { Actor } from '../../shared/workflow/types.ts'
import { demoPeople } from './people.ts'
import { seedSamples } from './samples/seed.ts'
import type { Local } from './start.ts'

export interface FirstStartOptions {
  /** Puts the sample items in, besides the people. */
  readonly samples: boolean
  /** Takes a line of progress. */
  readonly say: (line: string) => void
}

/**
 * Fills an empty data folder with what the demo needs to be tried: its people, then, where asked for, sample items.
 * Runs once, before the folder is marked as complete: what fails here leaves a folder that is refused and begun again.
 */
export async function firstStart(local: Local, { samples, say }: FirstStartOptions): Promise<void> {
  const identity = openIdentity(local.environment)
  const record = openRecord(local.environment)
  try {
    const people = await identity.bootstrap(demoPeople.map(({ subject, name, email, unit, role }) =>
      ({ subject, name, email, grants: [{ unit, roles: [role] }] })), local.issuer)
    if (!people) throw new Error('An empty data folder holds people')
    await record.activateEdition(screenTexts([], shippedLexicon()).edition)
    if (samples) await seedSamples({ record, cast: castOf(people), settled: () => local.settled(), say })
  } finally {
    identity.close()
    record.close()
  }
}

function castOf(people: readonly Person[]): ReadonlyMap<string, Actor> {
  return new Map(people.flatMap(({ id, name, grants: [grant], signIns: [signIn] }) => grant && signIn
    ? [[signIn.subject, { person: id, name, unit: grant.unit, roles: grant.roles, method: 'oidc' }]] : []))
}
