/** Stands where the tests of the record need no function. */
export async function handler(): Promise<{ batchItemFailures: [] }> {
  return { batchItemFailures: [] }
}
