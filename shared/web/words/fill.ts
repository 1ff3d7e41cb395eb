export type Values = Readonly<Record<string, string | number>>

/** Puts values into a sentence; a value that nobody gave leaves its name, so that its lack shows. */
export function fill(sentence: string, values: Values = {}): string {
  return sentence.replaceAll(/\{(\w+)\}/gu, (whole, name: string) => String(values[name] ?? whole))
}
