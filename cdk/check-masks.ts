import type { BodySettings } from '../shared/names.ts'

/** More than this shows so much of a value that it is no mask. */
const MOST_SHOWN = 12

/**
 * Checks the rules by which units mask columns.
 *
 * @throws Error where a rule shows less than nothing or more than a mask may, or writes no sign
 */
export function checkMasks({ units }: Pick<BodySettings, 'units'>): void {
  for (const { id, masks = {} } of units) {
    for (const [kind, rule] of Object.entries(masks)) {
      const at = `settings.body.units ${id} masks.${kind}`
      if (rule.rule === 'keep' && ![rule.left, rule.right, MOST_SHOWN - rule.left - rule.right].every((count) => Number.isInteger(count) && count >= 0)) {
        throw new Error(`${at} must show whole numbers of characters, ${MOST_SHOWN} together at most`)
      }
      if (rule.rule === 'surname' && !/^[某×*＊]$/u.test(rule.sign)) throw new Error(`${at}.sign must be one of 某 × * ＊`)
    }
  }
}
