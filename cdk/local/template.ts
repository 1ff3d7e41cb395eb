import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** One resource of a synthesized template, intrinsics unresolved. */
export interface Resource {
  readonly Type: string
  readonly Properties?: Readonly<Record<string, unknown>>
}

export interface Template {
  readonly stack: string
  readonly Resources: Readonly<Record<string, Resource>>
  readonly Parameters: Readonly<Record<string, { readonly Default?: string }>>
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>
}

/** What `cdk synth` leaves behind, as far as it is needed to run it. */
export interface Assembly {
  readonly templates: readonly Template[]
  /** Asset folder by the name under which the template refers to it, such as `<hash>.zip`. */
  readonly assets: ReadonlyMap<string, string>
}

/** Reads every `*.template.json` and `*.assets.json` of a folder that was synthesized into. */
export function readAssembly(folder: string): Assembly {
  const files = readdirSync(folder).toSorted()
  const templates = files.filter((file) => file.endsWith('.template.json')).map((file): Template => {
    const parsed: Partial<Template> = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    return {
      stack: file.slice(0, -'.template.json'.length),
      Resources: parsed.Resources ?? {},
      Parameters: parsed.Parameters ?? {},
      Outputs: parsed.Outputs ?? {},
    }
  })
  if (templates.length === 0) throw new Error(`No template in ${folder}`)
  const assets = files.filter((file) => file.endsWith('.assets.json')).flatMap((file) => readAssets(folder, file))
  return { templates, assets: new Map(assets) }
}

function readAssets(folder: string, file: string): [string, string][] {
  const manifest: { files?: Record<string, { source: { path: string }, destinations: Record<string, unknown> }> } =
    JSON.parse(readFileSync(join(folder, file), 'utf8'))
  return Object.entries(manifest.files ?? {}).flatMap(([hash, { source }]): [string, string][] =>
    source.path.endsWith('.json') ? [] : [[`${hash}.zip`, join(folder, source.path)]])
}

/** What the names in a template stand for on this machine. */
export interface Scope {
  /** Value of `Ref`: a resource's physical name, a parameter or a pseudo parameter. */
  ref(stack: string, name: string): string
  /** Value of `Fn::GetAtt`. */
  attribute(stack: string, resource: string, attribute: string): string
  /** Value of another stack's output. */
  output(stack: string, name: string): unknown
}

/**
 * Resolves every intrinsic in a value.
 *
 * @throws Error on an intrinsic that the runner does not know: guessing would make local and cloud differ
 */
export function resolveValue(value: unknown, stack: string, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((one) => resolveValue(one, stack, scope))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const [first] = entries
  if (entries.length === 1 && first && (first[0] === 'Ref' || first[0].startsWith('Fn::'))) {
    return resolveIntrinsic(first[0], first[1], stack, scope)
  }
  return Object.fromEntries(entries.map(([name, one]) => [name, resolveValue(one, stack, scope)]))
}

function resolveIntrinsic(name: string, argument: unknown, stack: string, scope: Scope): unknown {
  const text = (value: unknown): string => {
    const resolved = resolveValue(value, stack, scope)
    if (typeof resolved === 'string' || typeof resolved === 'number') return String(resolved)
    throw new Error(`${name} in ${stack} needs text and got ${JSON.stringify(resolved)}`)
  }
  switch (name) {
    case 'Ref':
      return scope.ref(stack, text(argument))
    case 'Fn::GetAtt': {
      const [resource, attribute] = list(argument, name)
      return scope.attribute(stack, text(resource), text(attribute))
    }
    case 'Fn::Join': {
      const [separator, parts] = list(argument, name)
      return list(parts, name).map(text).join(text(separator))
    }
    case 'Fn::Sub': {
      const [pattern, given] = typeof argument === 'string' ? [argument, {}] : list(argument, name)
      return substitute(text(pattern), (key) => {
        const own: unknown = Object.entries(given ?? {}).find(([known]) => known === key)?.[1]
        if (own !== undefined) return text(own)
        const [resource = '', ...path] = key.split('.')
        return path.length > 0 ? scope.attribute(stack, resource, path.join('.')) : scope.ref(stack, key)
      })
    }
    case 'Fn::GetStackOutput': {
      const fields = new Map(Object.entries(argument ?? {}))
      return scope.output(text(fields.get('StackName')), text(fields.get('OutputName')))
    }
    default:
      throw new Error(`The local runner does not know the intrinsic ${name} (in ${stack})`)
  }
}

function substitute(pattern: string, value: (key: string) => string): string {
  return pattern.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, key: string) =>
    literal ? `\${${key}}` : value(key.trim()))
}

function list(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value
  throw new Error(`${name} needs a list and got ${JSON.stringify(value)}`)
}
