/** The item that an address belongs to, whether it exists or not. */
export function idIn(path: string): string | undefined {
  return /^items\/([^/.]+)(?:[/.]|$)/u.exec(path)?.[1]
}
