const PATIENCE_MS = 5000
const MOST_BYTES = 20_000_000

/**
 * Fetches addresses of the portal as any reader does.
 *
 * @param origin address of the portal's folder without a trailing slash
 * @returns the bytes; `none` where there is no such page; nothing where no answer comes
 */
export function fetchFrom(origin: string): (path: string) => Promise<Uint8Array | 'none' | undefined> {
  return async (path) => {
    try {
      const answer = await fetch(`${origin}/${path}`, { signal: AbortSignal.timeout(PATIENCE_MS) })
      if (!answer.ok || Number(answer.headers.get('content-length')) > MOST_BYTES) {
        await answer.body?.cancel()
        return answer.status >= 400 && answer.status < 500 && answer.status !== 429 ? 'none' : undefined
      }
      return new Uint8Array(await answer.arrayBuffer())
    } catch {
      return undefined
    }
  }
}
