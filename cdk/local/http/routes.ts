/** A route of the API: `GET /items/{id}`, `ANY /files/{proxy+}` or `$default`. */
export interface KeyedRoute {
  readonly routeKey: string
}

export interface Match<R extends KeyedRoute> {
  readonly route: R
  readonly pathParameters: Readonly<Record<string, string>>
}

interface Candidate<R extends KeyedRoute> extends Match<R> {
  /** One figure per segment, smaller is more specific. */
  readonly rank: readonly number[]
}

const rankOf = { literal: 0, variable: 1, greedy: 2 } as const

/**
 * The route that an HTTP API chooses: the most specific path among those that take the method, a named method before
 * `ANY`, `$default` last.
 *
 * @param path decoded, as {@link decodePath} gives it
 */
export function chooseRoute<R extends KeyedRoute>(
  routes: readonly R[], method: string, path: string,
): Match<R> | undefined {
  const candidates = routes.flatMap((route): Candidate<R>[] => {
    const [routeMethod, pattern] = route.routeKey.split(' ')
    if (pattern === undefined || (routeMethod !== method && routeMethod !== 'ANY')) return []
    const matched = matchPath(pattern, path)
    if (!matched) return []
    return [{ route, ...matched, rank: [...matched.rank, routeMethod === 'ANY' ? 1 : 0] }]
  })
  const best = candidates.toSorted((one, other) => compareRanks(one.rank, other.rank))[0]
  if (best) return { route: best.route, pathParameters: best.pathParameters }
  const fallback = routes.find((route) => route.routeKey === '$default')
  return fallback && { route: fallback, pathParameters: {} }
}

function matchPath(
  pattern: string, path: string,
): { pathParameters: Record<string, string>, rank: number[] } | undefined {
  const wanted = pattern.split('/')
  const given = path.split('/')
  const pathParameters: Record<string, string> = {}
  const rank: number[] = []
  for (const [at, segment] of wanted.entries()) {
    const greedy = /^\{(.+)\+\}$/.exec(segment)?.[1]
    if (greedy !== undefined) {
      const rest = given.slice(at).join('/')
      if (rest === '') return undefined
      return { pathParameters: { ...pathParameters, [greedy]: rest }, rank: [...rank, rankOf.greedy] }
    }
    const value = given[at]
    if (value === undefined) return undefined
    const variable = /^\{(.+)\}$/.exec(segment)?.[1]
    if (variable === undefined && segment !== value) return undefined
    if (variable !== undefined) {
      if (value === '') return undefined
      pathParameters[variable] = value
    }
    rank.push(variable === undefined ? rankOf.literal : rankOf.variable)
  }
  return wanted.length === given.length ? { pathParameters, rank } : undefined
}

function compareRanks(one: readonly number[], other: readonly number[]): number {
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
