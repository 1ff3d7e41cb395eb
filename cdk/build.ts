import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { routes as allRoutes } from '../shared/web/routes.ts'
import { explainExceptions } from './exceptions.ts'
import { RecordStack } from './record-stack.ts'
import type { ApiRoute } from './service-stack.ts'
import { ServiceStack } from './service-stack.ts'
import type { Settings } from './settings.ts'
import { settings as shipped } from './settings.ts'

export interface BuildOptions {
  readonly settings?: Settings
  readonly routes?: readonly ApiRoute[]
  /** Folder of the functions' sources, relative to the project; tests of the runner have their own. */
  readonly sources?: string
  /** Without a region the templates are neutral and the deploying profile decides. */
  readonly region?: string
  readonly outdir?: string
}

export interface Sanshen {
  readonly app: App
  readonly record: RecordStack
  readonly service: ServiceStack
}

/** Builds the whole app in memory; the caller synthesizes it. Bundles every function on the way. */
export function build(options: BuildOptions = {}): Sanshen {
  const { settings = shipped, routes = allRoutes, sources = 'functions', region, outdir } = options
  const app = new App({ analyticsReporting: false, context: flags(), ...(outdir && { outdir }) })
  const env = region ? { env: { region } } : {}
  const record = new RecordStack(app, 'SanshenRecord', { settings, ...env })
  const service = new ServiceStack(app, 'SanshenService', { settings, record, routes, sources, ...env })
  explainExceptions(record, service)
  return { app, record, service }
}

// The CLI hands these flags over, a plain `node cdk/app.ts` and the tests do not: read from one place, every way of
// synthesizing gives the same template.
function flags(): Record<string, unknown> {
  const path = join(import.meta.dirname, '..', 'cdk.json')
  const file: { context?: Record<string, unknown> } = JSON.parse(readFileSync(path, 'utf8'))
  return file.context ?? {}
}
