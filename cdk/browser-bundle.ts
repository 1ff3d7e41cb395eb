import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildSync } from 'esbuild'

const root = resolve(import.meta.dirname, '..')

/** One program for browsers: its first file, and what is left out for something smaller. */
interface Entry {
  readonly from: string
  readonly instead?: Readonly<Record<string, string>>
}

/** A program for browsers as it is served: gzipped, `<name>.js.gz`. */
export interface BrowserFile {
  readonly name: string
  readonly contents: Uint8Array
}

/**
 * Bundles the programs that a function's pages run in browsers, where it has any.
 *
 * @param folder of the programs, relative to the project; its `entries.json` names them
 * @throws esbuild's build failure, with the file and line of each error
 */
export function bundleForBrowsers(folder: string): BrowserFile[] {
  const list = join(root, folder, 'entries.json')
  if (!existsSync(list)) return []
  const entries: Readonly<Record<string, Entry>> = JSON.parse(readFileSync(list, 'utf8'))
  return Object.entries(entries).map(([name, { from, instead = {} }]) => {
    const { outputFiles } = buildSync({
      absWorkingDir: root,
      entryPoints: [join(folder, from)],
      alias: Object.fromEntries(Object.entries(instead).map(([left, taken]) => [left, `./${join(folder, taken)}`])),
      write: false,
      bundle: true,
      format: 'iife',
      platform: 'browser',
      // The last one that runs on Windows 7.
      target: 'chrome109',
      charset: 'utf8',
      minify: true,
      logLevel: 'warning',
    })
    return { name: `${name}.js.gz`, contents: gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }) }
  })
}
