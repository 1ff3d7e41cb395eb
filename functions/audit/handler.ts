import { env } from '../../shared/names.ts'
import { app, signed } from '../../shared/web/app.ts'
import { readBody, readVariable } from '../../shared/web/environment.ts'
import { visitorOf } from '../../shared/web/visitor.ts'
import { identity } from './context.ts'
import { overview } from './overview.ts'
import { revision } from './revision.ts'
import { auditTasks } from './tasks.ts'
import { trail } from './trail.ts'

/** The auditors' pages; the role behind them can change nothing. */
export const handler = app({
  function: 'audit', body: readBody(), origin: readVariable(env.consoleOrigin), visitor: visitorOf(identity),
  pages: { 'audit': signed(overview), 'audit.item': signed(trail), 'audit.revision': signed(revision), 'audit.tasks': signed(auditTasks) },
})
