import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { buildSync } from 'esbuild'
import { bundleForBrowsers } from './browser-bundle.ts'
import { draftOf } from './drafts.ts'
import { copyPackages, patternsOf } from './packages.ts'

const root = resolve(import.meta.dirname, '..')

/** Where the source maps of the bundles are kept: beside the assets, never inside what is uploaded. */
export const mapsFolder = join(root, '.cache', 'maps')

// One CommonJS dependency is enough to need `require` in an ES module.
const banner = "import{createRequire as _createRequire}from'node:module';const require=_createRequire(import.meta.url);"

/**
 * Bundles one function into a folder that can be uploaded as it is.
 *
 * @param sources folder of the functions, relative to the project: `functions`, or a test's own
 * @param name folder under it; its `handler.ts` exports `handler`
 * @returns the folder that holds `index.mjs`; beside it, for a function with a `packages.json`, the threads and packages that this names
 * @throws esbuild's build failure, with the file and line of each error
 */
export function bundle(sources: string, name: string): string {
  const folder = join(root, '.cache', 'bundles', sources, name)
  const { threads = [], packages = [] } = companions(join(root, sources, name, 'packages.json'))
  const built = buildSync({
    absWorkingDir: root,
    entryPoints: [
      { in: `${sources}/${name}/handler.ts`, out: 'index' },
      ...threads.map((file) => ({ in: file, out: basename(file, '.ts') })),
    ],
    outdir: 'out',
    outExtension: { '.js': '.mjs' },
    // What a thread imports late must stay late.
    splitting: threads.length > 0,
    external: patternsOf(packages),
    write: false,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    // Escaped, each Chinese character is twice its bytes.
    charset: 'utf8',
    sourcemap: 'external',
    banner: { js: banner },
    loader: { '.css': 'text', '.svg': 'text', '.txt': 'text', '.client.js': 'text' },
    logLevel: 'warning',
  })
  const made = new Set(built.outputFiles.map(({ path }) => basename(path)))
  for (const old of existsSync(folder) ? readdirSync(folder) : []) {
    if (old.endsWith('.mjs') && !made.has(old)) rmSync(join(folder, old), { force: true })
  }
  for (const { path, contents } of built.outputFiles) {
    const file = basename(path)
    if (!file.endsWith('.map')) put(join(folder, file), contents)
    else if (file === 'index.mjs.map') put(join(mapsFolder, sources, `${name}.mjs.map`), contents)
  }
  copyPackages(packages, folder)
  for (const file of bundleForBrowsers(`${sources}/${name}/browser`)) put(join(folder, 'browser', file.name), file.contents)
  return folder
}

/** What stands beside a function's bundle: programs of threads, and packages that stay whole. */
function companions(path: string): { readonly threads?: readonly string[], readonly packages?: readonly string[] } {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
}

// Two builds may run at once (tests beside a running app): whoever reads must never see half a file.
function put(path: string, contents: Uint8Array): void {
  if (sameAs(path, contents)) return
  mkdirSync(dirname(path), { recursive: true })
  const draft = draftOf(path)
  writeFileSync(draft, contents)
  renameSync(draft, path)
}

function sameAs(path: string, contents: Uint8Array): boolean {
  try {
    return digest(readFileSync(path)) === digest(contents)
  } catch {
    return false
  }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
