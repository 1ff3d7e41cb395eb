/** Holds the place of this function until its work is written: takes everything and does nothing. */
export async function handler(): Promise<{ batchItemFailures: [] }> {
  return { batchItemFailures: [] }
}
