import { editionOf } from '../../shared/portal/index.ts'
import { RegisterMoved } from '../../shared/record/index.ts'
import { SharedPages } from './pages.ts'
import type { Portal } from './ports.ts'
import { PortalRegisters } from './registers.ts'

/**
 * Writes whichever of the pages that are always there does not show what the registers say: home, columns, units, feed,
 * sitemap, style. Looks at each once, whatever the number of items.
 *
 * @returns how many pages were behind
 * @throws PortalBusy
 */
export async function repairPortal(portal: Portal): Promise<number> {
  const edition = editionOf(portal.site)
  const behind = await new SharedPages(portal).fixed()
  const known = await new PortalRegisters(portal.record).edition()
  if (known.value.edition !== edition) {
    await portal.record.writeRegisters([known.write({ edition })]).catch((error: unknown) => {
      // Somebody else has said so.
      if (!(error instanceof RegisterMoved)) throw error
    })
  }
  return behind
}

/** Whether the pages that are always there were all written once by this code with these settings. */
export async function isOfThisEdition({ record, site }: Portal): Promise<boolean> {
  return (await new PortalRegisters(record).edition()).value.edition === editionOf(site)
}

/** Before the first item of an edition is written: its style and the pages that it leads to. */
export async function prepare(portal: Portal): Promise<void> {
  if (!await isOfThisEdition(portal)) await repairPortal(portal)
}
