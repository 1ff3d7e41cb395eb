import { hanUnit } from '../words/costs.ts'
import { syllable } from './variants.ts'

/** Syllables get units of their own, out of the private use area, in the order in which they are met. */
const FIRST_UNIT = 0xe000
const units = new Map<string, number>()
const unitOfHan = new Map<number, number>()

/** The unit of a Han character's syllable; 0 for anything else. */
export function soundUnit(unit: number): number {
  const known = unitOfHan.get(unit)
  if (known !== undefined) return known
  const han = hanUnit(unit)
  if (han === 0) return 0
  const sound = syllable(String.fromCharCode(han))
  const made = units.get(sound) ?? FIRST_UNIT + units.size
  units.set(sound, made)
  unitOfHan.set(unit, made)
  return made
}

/** A term as units of sound; '' for a term that is not Han throughout, or a single character. */
export function soundsOfTerm(term: string): string {
  const sounds = Array.from({ length: term.length }, (_, at) => soundUnit(term.charCodeAt(at)))
  return sounds.length < 2 || sounds.includes(0) ? '' : String.fromCharCode(...sounds)
}
