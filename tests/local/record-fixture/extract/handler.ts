/** Nothing is read here: these tests are about other functions. */
export const handler = async (): Promise<{ readonly batchItemFailures: readonly [] }> => ({ batchItemFailures: [] })
