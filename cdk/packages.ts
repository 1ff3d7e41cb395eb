import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { draftOf } from './drafts.ts'

/** Packages that cannot be bundled because they find files of their own beside them, and what of each is left behind. */
export const WHOLE_PACKAGES: Readonly<Record<string, RegExp>> = {
  'pdfjs-dist': /^(?!package\.json$|legacy(?:\/build(?:\/pdf(?:\.worker)?\.mjs)?)?$|cmaps(?:\/|$)|standard_fonts(?:\/|$)|wasm(?:\/|$))/u,
  // Only what runs in Node, and of the recognizers only those without the old engine.
  'tesseract.js': /^(?:dist|docs|examples|tests|benchmarks|scripts)(?:\/|$)/u,
  'tesseract.js-core': /(?:^|\/)tesseract-core(?!.*lstm).*\.(?:js|wasm)$/u,
  '@tesseract.js-data/chi_sim': /^4\.0\.0_best_int(?:\/|$)/u,
}

/** Names of a package under which its files are imported. */
export function patternsOf(packages: readonly string[]): string[] {
  return packages.flatMap((name) => [name, `${name}/*`])
}

/**
 * Copies packages with all that they depend on into `node_modules` of a folder; what is there already stays.
 *
 * @throws Error where a package is not installed
 */
export function copyPackages(packages: readonly string[], folder: string): void {
  const done = new Set<string>()
  const copy = (name: string, from: string): void => {
    if (done.has(name)) return
    done.add(name)
    const manifest = manifestOf(name, from)
    const source = dirname(manifest)
    const { version, dependencies = {} }: { version: string, dependencies?: Record<string, string> } =
      JSON.parse(readFileSync(manifest, 'utf8'))
    put(name, version, source, join(folder, 'node_modules', name))
    for (const dependency of Object.keys(dependencies)) copy(dependency, manifest)
  }
  for (const name of packages) copy(name, import.meta.filename)
}

function manifestOf(name: string, from: string): string {
  const folders = createRequire(from).resolve.paths(name) ?? []
  const found = folders.map((folder) => join(folder, name, 'package.json')).find((path) => existsSync(path))
  if (found === undefined) throw new Error(`The package ${name} is not installed`)
  return found
}

// Two builds may run at once: what somebody reads is never half a package, nor one that goes away under them.
function put(name: string, version: string, source: string, target: string): void {
  const isThere = (): boolean => {
    const known = join(target, 'package.json')
    return existsSync(known) && JSON.parse(readFileSync(known, 'utf8')).version === version
  }
  if (isThere()) return
  const draft = draftOf(target)
  const leftBehind = WHOLE_PACKAGES[name]
  mkdirSync(dirname(target), { recursive: true })
  cpSync(source, draft, {
    recursive: true, dereference: true,
    filter: (path) => path === source || !(/\.map$|\.d\.[cm]?ts$/u.test(path) || leftBehind?.test(relative(source, path))),
  })
  try {
    // Another build may have been faster.
    if (!isThere()) rmSync(target, { recursive: true, force: true })
    renameSync(draft, target)
  } catch (error) {
    if (!isThere()) throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}
