import { onItems } from '../../shared/stage/stream.ts'
import { openPortal, publishDue } from './index.ts'

const portal = openPortal('publish')

/** Publishes what was approved and brings the portal in line with what was removed. */
export const handler = onItems('publish', async ({ id, round, portalPending }) =>
  round === 'approved' || portalPending ? { ...await publishDue(portal, id) } : undefined)
