import type { Sanshen } from '../../cdk/build.ts'
import { build } from '../../cdk/build.ts'
import { temporaryFolder } from '../temporary.ts'

export interface Resource {
  readonly Type: string
  readonly Properties: Readonly<Record<string, any>>
  readonly DeletionPolicy?: string
}

export interface Synthesized extends Sanshen {
  readonly folder: string
  readonly texts: readonly string[]
  /** Resources of both stacks by logical id. */
  readonly resources: Readonly<Record<string, Resource>>
  readonly ofType: (type: string) => [id: string, resource: Resource][]
}

/** Builds and synthesizes the real stacks with the real functions. */
export function synthesizeFor(region: string): Synthesized {
  const folder = temporaryFolder()
  const built = build({ region, outdir: folder })
  const templates = built.app.synth().stacks.map(({ template }): { Resources: Record<string, Resource> } => template)
  const resources: Record<string, Resource> = Object.assign({}, ...templates.map(({ Resources }) => Resources))
  return {
    ...built,
    folder,
    texts: templates.map((template) => JSON.stringify(template)),
    resources,
    ofType: (type) => Object.entries(resources).filter(([, resource]) => resource.Type === type),
  }
}
