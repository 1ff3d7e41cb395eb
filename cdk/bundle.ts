import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { buildSync } from 'esbuild'

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
 * @returns the folder that holds `index.mjs` and nothing else
 * @throws esbuild's build failure, with the file and line of each error
 */
export function bundle(sources: string, name: string): string {
  const built = buildSync({
    absWorkingDir: root,
    entryPoints: [`${sources}/${name}/handler.ts`],
    outfile: 'index.mjs',
    write: false,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: 'external',
    banner: { js: banner },
    loader: { '.css': 'text', '.svg': 'text', '.txt': 'text', '.client.js': 'text' },
    logLevel: 'warning',
  })
  const folder = join(root, '.cache', 'bundles', sources, name)
  for (const file of built.outputFiles) {
    const isMap = file.path.endsWith('.map')
    put(isMap ? join(mapsFolder, sources, `${name}.mjs.map`) : join(folder, 'index.mjs'), file.contents)
  }
  return folder
}

// Two builds may run at once (tests beside a running app): whoever reads must never see half a file.
function put(path: string, contents: Uint8Array): void {
  if (sameAs(path, contents)) return
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}`
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
