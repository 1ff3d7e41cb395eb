import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startLocal } from '../../cdk/local/start.ts'

declare module 'vitest' {
  export interface ProvidedContext { readonly addresses: { readonly console: string, readonly portal: string, readonly mail: string } }
}

/** One running system with the sample items for all browser tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'sanshen-browser-'))
  const local = await startLocal({ dir: join(folder, 'data'), samples: true })
  project.provide('addresses', { console: local.console, portal: local.portal, mail: local.mail })
  return async () => {
    await local.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
