import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { join } from 'node:path'
import { mapsFolder } from '../../bundle.ts'

const maps = new Map<string, SourceMap | undefined>()

/**
 * A stack trace with the places of the sources in place of those in the bundle.
 *
 * @param name the function, whose map is looked for where the bundler left it; without one nothing changes
 */
export function readableStack(stack: string, name: string): string {
  const map = mapOf(name)
  if (!map) return stack
  return stack.replaceAll(/(?:file:\/\/)?\S*\/index\.mjs:(\d+):(\d+)/g, (place, line: string, column: string) => {
    const origin = map.findOrigin(Number(line), Number(column))
    return 'fileName' in origin ? `${origin.fileName.replace(/^(\.\.\/)+/, '')}:${origin.lineNumber}` : place
  })
}

function mapOf(name: string): SourceMap | undefined {
  const file = join(mapsFolder, 'functions', `${name}.mjs.map`)
  if (!maps.has(name)) maps.set(name, existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8'))) : undefined)
  return maps.get(name)
}
