const newer: Readonly<Record<string, (this: unknown[], compare?: (a: unknown, b: unknown) => number) => unknown[]>> = {
  toSorted(compare) { return [...this].sort(compare) },
  toReversed() { return [...this].reverse() },
}

/** Gives an older browser what screening uses of newer ones: the last Chrome for Windows 7 and 8 is 109. */
export function catchUp(): void {
  for (const [name, value] of Object.entries(newer)) {
    if (!(name in Array.prototype)) Object.defineProperty(Array.prototype, name, { value, writable: true, configurable: true })
  }
}
