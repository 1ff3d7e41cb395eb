import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkMasks } from '../../../cdk/check-masks.ts'
import { settings } from '../../../cdk/settings.ts'
import { presetOf, ruleText } from '../../../functions/console/editor/preset.ts'
import type { Cell, Document } from '../../../shared/document/types.ts'
import { compileLexicon, screen } from '../../../shared/screening/index.ts'
import { maskColumn } from '../../../shared/screening/mask-column.ts'
import type { MaskPreset, MaskRule } from '../../../shared/screening/mask-presets.ts'
import { COMMON_MASKS } from '../../../shared/screening/mask-presets.ts'
import { sayIn } from '../../../shared/web/words.ts'

const unit = (masks?: MaskPreset) => ({ units: [{ id: 'cheguan', name: '车辆管理所', ...(masks && { masks }) }] })
const owners: Document = { blocks: [{ type: 'table', rows: [
  ['车主', '号牌号码', '身份证号'], ['王小明', '京A12345', '11010519491231002X'], ['李力', '京B54321', '440524188001010014'],
].map((cells, row) => cells.map((text): Cell => row === 0 ? { text, header: 'column' } : { text })) }] }
const columnOf = ({ blocks: [table] }: Document, column: number): string[] =>
  table?.type === 'table' ? table.rows.slice(1).map((cells) => cells[column]?.text ?? '') : []

describe('a unit’s preset', () => {
  test('is the common one, with its own rules in the place of those of the same kinds', () => {
    expect(presetOf(unit(), 'cheguan')).toEqual({ masks: COMMON_MASKS, own: [] })
    expect(presetOf(unit({}), 'unknown').masks).toEqual(COMMON_MASKS)
    const own = presetOf(unit({ plate: { rule: 'keep', left: 2, right: 3 } }), 'cheguan')
    expect(own.own).toEqual(['plate'])
    expect(own.masks).toMatchObject({ plate: { left: 2, right: 3 }, id_card: COMMON_MASKS.id_card })
    expect(columnOf(maskColumn(owners, { block: 0, column: 1 }, { preset: own.masks }), 1)).toEqual(['京A**345', '京B**321'])
    expect(columnOf(maskColumn(owners, { block: 0, column: 1 }), 1)).toEqual(['京A***45', '京B***21'])
  })

  test('whatever it keeps, leaves nothing that would have to be disposed of', () => {
    const count = fc.integer({ min: 0, max: 12 })
    fc.assert(fc.property(count, count, fc.constantFrom('plate', 'id_card'), (left, right, kind) => {
      const column = kind === 'plate' ? 1 : 2
      const masked = maskColumn(owners, { block: 0, column }, { preset: presetOf(unit({ [kind]: { rule: 'keep', left, right } }), 'cheguan').masks })
      const found = screen(masked, compileLexicon([])).findings.filter(({ span, level }) => span.column === column && level !== 'info')
      expect(found).toEqual([])
    }))
  })

  test.each<[MaskRule, string, string]>([
    [{ rule: 'keep', left: 2, right: 3 }, '留前 2 位、后 3 位', 'the first 2 and the last 3 are left'],
    [{ rule: 'keep', left: 4, right: 0 }, '留前 4 位', 'the first 4 are left'],
    [{ rule: 'keep', left: 0, right: 6 }, '留后 6 位', 'the last 6 are left'],
    [{ rule: 'keep', left: 0, right: 0 }, '全部隐去', 'nothing is left'],
    [{ rule: 'surname', sign: '某' }, '只留姓氏', 'the surname is left'],
    [{ rule: 'township' }, '只留到乡镇（街道）', 'it is left down to the township'],
  ])('says of %j what it leaves, in both languages', (rule, zh, en) => {
    expect([ruleText({ say: sayIn('zh') }, rule), ruleText({ say: sayIn('en') }, rule)]).toEqual([zh, en])
  })
})

describe('the settings', () => {
  test('that ship have rules that are masks', () => {
    expect(() => checkMasks(settings.body)).not.toThrow()
  })

  test.each<MaskRule>([
    { rule: 'keep', left: 9, right: 9 }, { rule: 'keep', left: -1, right: 2 }, { rule: 'keep', left: 1.5, right: 2 }, { rule: 'surname', sign: '' }, { rule: 'surname', sign: '<b>' },
  ])('are refused with %j, and say where', (rule) => {
    expect(() => checkMasks(unit({ plate: rule }))).toThrow('settings.body.units cheguan masks.plate')
  })
})
