import { env } from '../../shared/names.ts'
import { app } from '../../shared/web/app.ts'
import { readVariable } from '../../shared/web/environment.ts'
import { body, portalOrigin } from './context.ts'
import { reportForm, sendReport } from './form.ts'
import { lookForm, lookUp } from './look.ts'

/** Pages for anybody: report what is wrong with a public page (群众纠错), see what came of it. Nobody is signed in here. */
export const handler = app({
  function: 'report', body, origin: readVariable(env.consoleOrigin), portal: portalOrigin, visitor: async () => undefined,
  pages: { 'report': reportForm, 'report.send': sendReport, 'report.look': lookForm, 'report.answer': lookUp },
})
