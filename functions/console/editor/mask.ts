import { toText } from '../../../shared/document/to-text.ts'
import type { Document } from '../../../shared/document/types.ts'
import { now } from '../../../shared/now.ts'
import type { PersonalColumn } from '../../../shared/screening/mask-column.ts'
import { maskColumn, personalColumns } from '../../../shared/screening/mask-column.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import type { SignedRequest } from '../../../shared/web/request.ts'
import { chinaDay } from '../../../shared/web/time.ts'
import { list } from '../../../shared/web/words.ts'
import { unitName } from '../context.ts'
import type { UnitPreset } from './preset.ts'
import { presetOf, ruleText } from './preset.ts'

const ACTION = /^mask:(\d{1,5}):(\d{1,5}):(.*)$/su

/** Whether an action masks a column. */
export function isMask(action: string): boolean {
  return ACTION.test(action)
}

/** A document with the column masked that an action names, and its text; nothing where that column is no longer there. */
export function masked(document: Document, action: string, { masks }: UnitPreset): { readonly document: Document, readonly text: string } | undefined {
  const [, block = '', column = '', label = ''] = ACTION.exec(action) ?? []
  const options = { today: chinaDay(now()), preset: masks }
  const at = personalColumns(document, options).find((one) => one.block === Number(block) && one.column === Number(column) && one.label === label)
  if (!at) return undefined
  const made = maskColumn(document, at, options)
  return { document: made, text: toText(made) }
}

/** A button for each column of a table that holds personal data, with what the unit's preset leaves of it. Stands inside the editor's form. */
export function maskOffers(request: SignedRequest, document: Document | undefined, unit: string): Html | undefined {
  const { say, lang, body } = request
  const { masks, own } = presetOf(body, unit)
  const columns = document ? personalColumns(document, { today: chinaDay(now()), preset: masks }) : []
  if (!document || columns.length === 0) return undefined
  return html`<div class="notice" id="masks"><h2>${say('mask.title')}</h2><p>${say('mask.note')} <span data-preset="${own.length > 0 ? unit : 'common'}">${say(own.length > 0 ? 'mask.preset.own' : 'mask.preset.common', { unit: unitName(unit) })}</span></p>
<ul>${columns.map((column) => html`<li>${nameOf(column)}<br><span class="quiet small">${rulesOf(column)}</span> <button class="small" name="action" value="${actionOf(column)}">${say('mask.do')}</button></li>`)}</ul></div>`

  function rulesOf({ kinds }: PersonalColumn): string {
    return kinds.flatMap((kind) => {
      const rule = masks[kind]
      return rule ? [say('mask.rule', { kind: say(`finding.${kind}`), rule: ruleText(request, rule) })] : []
    }).join(say('semicolon'))
  }

  function nameOf({ block, column, label, kinds, count }: PersonalColumn): string {
    const table = document?.blocks.slice(0, block + 1).filter(({ type }) => type === 'table').length ?? 0
    const values = { table, label, column: column + 1, count, kinds: list(lang, kinds.map((kind) => say(`finding.${kind}`))) }
    return say(label === '' ? 'mask.column.number' : 'mask.column', values)
  }
}

function actionOf({ block, column, label }: PersonalColumn): string {
  return `mask:${block}:${column}:${label}`
}
