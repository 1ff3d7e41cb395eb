import { join } from 'node:path'
import { build } from '../../cdk/build.ts'
import { temporaryFolder } from '../temporary.ts'

const routes = [
  { id: 'do', method: 'POST', path: '/do', function: 'console' },
  { id: 'audit', method: 'POST', path: '/audit/{proxy+}', function: 'audit' },
  { id: 'environment', method: 'GET', path: '/environment', function: 'console' },
  { id: 'slow', method: 'GET', path: '/slow', function: 'console' },
  { id: 'cookies', method: 'GET', path: '/cookies', function: 'console' },
  { id: 'throw', method: 'GET', path: '/throw', function: 'console' },
  { id: 'hang', method: 'GET', path: '/hang', function: 'auth' },
  { id: 'exit', method: 'GET', path: '/exit', function: 'console' },
  { id: 'item', method: 'GET', path: '/items/{id}', function: 'console' },
  { id: 'save', method: 'POST', path: '/items/{id}', function: 'console' },
  { id: 'callback', method: 'GET', path: '/auth/callback', function: 'auth' },
]

/** The product's stacks with functions that do as a test tells them, synthesized. @returns the folder */
export function synthesizeFixture(): string {
  const outdir = temporaryFolder()
  build({ outdir, routes, sources: 'tests/local/fixture' }).app.synth()
  return outdir
}

/** An empty data folder. */
export function dataFolder(): string {
  return join(temporaryFolder(), 'data')
}
