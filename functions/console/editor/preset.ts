import type { BodySettings } from '../../../shared/names.ts'
import type { MaskPreset, MaskRule } from '../../../shared/screening/mask-presets.ts'
import { COMMON_MASKS } from '../../../shared/screening/mask-presets.ts'
import type { Kind } from '../../../shared/screening/types.ts'
import type { PageRequest } from '../../../shared/web/request.ts'

/** By which rules a unit masks columns, and whether some of them are its own. */
export interface UnitPreset {
  readonly masks: MaskPreset
  /** kinds for which the unit has a rule of its own */
  readonly own: readonly Kind[]
}

/** The preset of a unit: the common one, with the unit's own rules in the place of those of the same kinds. */
export function presetOf({ units }: Pick<BodySettings, 'units'>, unit: string): UnitPreset {
  const masks = units.find(({ id }) => id === unit)?.masks ?? {}
  return { masks: { ...COMMON_MASKS, ...masks }, own: KINDS.filter((kind) => masks[kind] !== undefined) }
}

/** What a rule leaves of a value, in words. */
export function ruleText({ say }: Pick<PageRequest, 'say'>, rule: MaskRule): string {
  if (rule.rule === 'keep' && rule.left + rule.right > 0) {
    return say(rule.right === 0 ? 'mask.rule.first' : rule.left === 0 ? 'mask.rule.last' : 'mask.rule.keep', { left: rule.left, right: rule.right })
  }
  return say(rule.rule === 'keep' ? 'mask.rule.whole' : `mask.rule.${rule.rule}`)
}

const KINDS: readonly Kind[] = [
  'person', 'id_card', 'mobile', 'landline', 'bank_card', 'uscc', 'passport', 'permit', 'military_id', 'social_card', 'driver_file_no',
  'vin', 'plate', 'email', 'qq', 'wechat', 'address', 'birth', 'age', 'health', 'criminal', 'case_no',
]
