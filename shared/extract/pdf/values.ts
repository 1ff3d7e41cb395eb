/** all strings of a value, however it is nested */
export function stringsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return value === '' || value === 'Off' ? [] : [value]
  if (typeof value !== 'object' || value === null || depth > 8) return []
  return (value instanceof Map ? [...value.values()] : Object.values(value)).flatMap((inner: unknown) => stringsIn(inner, depth + 1))
}
