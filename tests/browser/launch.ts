import chromium from '@sparticuz/chromium'
import type { Browser } from 'playwright-core'
import { chromium as playwright } from 'playwright-core'

export const PHONE = { width: 360, height: 740 }
export const DESK = { width: 1200, height: 900 }

// Not the package's own arguments: they are for a Lambda, where everything runs in one process and ends with the first
// window that is closed.
const args = [
  '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
]

/** A real browser, started from what npm has installed. */
export async function browserAt(): Promise<Browser> {
  // Where no locale says that names are UTF-8, the browser saves files under none of their own.
  const env = { ...process.env, LC_ALL: 'C.UTF-8' }
  return playwright.launch({ executablePath: await chromium.executablePath(), args, headless: true, env })
}
