import { env } from '../../shared/names.ts'
import { now } from '../../shared/now.ts'
import { openRecord } from '../../shared/record/index.ts'
import { readBody, readVariable } from '../../shared/web/environment.ts'
import { address } from '../../shared/web/routes.ts'
import type { Portal } from './ports.ts'
import { S3PortalStore } from './store.ts'

/**
 * The portal as the function's environment names it.
 *
 * @param actor in whose name publications are recorded
 * @throws Error where a variable is missing
 */
export function openPortal(actor: Portal['actor']): Portal {
  return {
    record: openRecord(),
    store: new S3PortalStore(readVariable(env.portalBucket)),
    site: {
      body: readBody(), origin: readVariable(env.portalOrigin), reports: `${readVariable(env.consoleOrigin)}${address('report.look')}`,
    },
    now,
    actor,
  }
}
