import { SYLLABLES } from './syllables.ts'

let numbers: ReadonlyMap<string, number> | undefined

/** Whether two characters are of the same syllable, tones aside; false where one is too rare to be known. */
export function soundAlike(one: string, other: string): boolean {
  numbers ??= new Map(SYLLABLES.flatMap((same, number) => [...same].map((char) => [char, number] as const)))
  const number = numbers.get(one)
  return number !== undefined && number === numbers.get(other)
}
