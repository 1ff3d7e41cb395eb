import { createHash } from 'node:crypto'
import { base } from './style/base.ts'
import { forms } from './style/forms.ts'
import { pages } from './style/pages.ts'
import { print } from './style/print.ts'

/** The one stylesheet. Old office browsers read it too: no nesting, `:has` or grid, and no `gap` in a flex row. */
export const style = `${base}${forms}${pages}${print}`

/** Its name holds its digest, so that browsers may keep it for good. */
export const styleName = `style-${createHash('sha256').update(style).digest('hex').slice(0, 12)}.css`
