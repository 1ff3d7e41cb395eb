import type { Assembly, Resource, Scope } from './template.ts'
import { resolveValue } from './template.ts'

export const account = '000000000000'
export const region = 'cn-north-1'
const partition = 'aws-cn'

/** Everything that the runner brings up, with every name resolved. */
export interface Plan {
  readonly functions: readonly FunctionPlan[]
  readonly routes: readonly RoutePlan[]
  readonly tables: readonly TablePlan[]
  readonly buckets: readonly BucketPlan[]
  readonly mappings: readonly MappingPlan[]
  readonly rules: readonly RulePlan[]
}

export interface FunctionPlan {
  /** Logical id, which is also the physical name here. */
  readonly id: string
  /** The folder under `functions/` that it was made from: its id in small letters, without CDK's ending. */
  readonly name: string
  readonly entry: string
  readonly environment: Readonly<Record<string, string>>
  readonly timeoutMs: number
  readonly memoryMb: number
  /** Attempts after the first for an asynchronous invocation. */
  readonly asyncRetries: number
  /** Queue for asynchronous events that failed for good. */
  readonly asyncDestination?: string
  readonly policies: readonly PolicyStatement[]
}

export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny'
  readonly actions: readonly string[]
  readonly resources: readonly string[]
}

export interface RoutePlan { readonly routeKey: string, readonly functionId: string }

export interface KeyPart { readonly AttributeName: string, readonly KeyType: 'HASH' | 'RANGE' }

export interface TablePlan {
  readonly name: string
  readonly attributes: readonly { readonly AttributeName: string, readonly AttributeType: 'S' | 'N' | 'B' }[]
  readonly key: readonly KeyPart[]
  readonly indexes: readonly { readonly IndexName: string, readonly KeySchema: KeyPart[], readonly Projection: object }[]
  readonly streamView?: string
  readonly ttlAttribute?: string
  readonly policies: readonly PolicyStatement[]
}

export interface BucketPlan {
  readonly id: string
  readonly name: string
  readonly versioned: boolean
  readonly cors: readonly CorsRule[]
  readonly policies: readonly PolicyStatement[]
}

export interface CorsRule {
  readonly AllowedHeaders?: readonly string[]
  readonly AllowedMethods: readonly string[]
  readonly AllowedOrigins: readonly string[]
  readonly ExposedHeaders?: readonly string[]
  readonly MaxAge?: number
}

export interface MappingPlan {
  readonly id: string
  readonly functionId: string
  readonly table: string
  readonly batchSize: number
  readonly bisect: boolean
  /** Attempts after the first. */
  readonly retries: number
  readonly maxRecordAgeMs: number
  readonly reportsFailures: boolean
  readonly destination: string
}

export interface RulePlan { readonly id: string, readonly arn: string, readonly functionId: string, readonly minutes: number }

type Properties = Readonly<Record<string, any>>

/**
 * Turns an assembly that {@link reviewAssembly} has passed into a plan.
 *
 * @param parameters values for the stacks' parameters; one that is not given keeps its default
 * @throws Error where the template asks for something that cannot be resolved
 */
export function planAssembly(assembly: Assembly, parameters: Readonly<Record<string, string>>): Plan {
  const scope = scopeOf(assembly, parameters)
  const all = assembly.templates.flatMap(({ stack, Resources }) =>
    Object.entries(Resources).map(([id, resource]) => ({ id, type: resource.Type, stack, resource })))
  const of = (type: string): { id: string, p: Properties }[] => all.filter((one) => one.type === type)
    .map(({ id, stack, resource }) => ({ id, p: resolveProperties(resource, stack, scope) }))

  const rolePolicies = of('AWS::IAM::Policy')
  const asyncConfigs = of('AWS::Lambda::EventInvokeConfig')
  const bucketPolicies = of('AWS::S3::BucketPolicy')
  const integrations = new Map(of('AWS::ApiGatewayV2::Integration').map(({ id, p }) =>
    [`integrations/${id}`, lastOf(p.IntegrationUri)]))

  return {
    functions: of('AWS::Lambda::Function').map(({ id, p }) => ({
      ...asyncPlan(asyncConfigs.find((one) => one.p.FunctionName === id)?.p),
      id,
      name: functionName(id),
      entry: `${required(assembly.assets.get(p.Code.S3Key), `asset of ${id}`)}/index.mjs`,
      environment: p.Environment?.Variables ?? {},
      timeoutMs: (p.Timeout ?? 3) * 1000,
      memoryMb: p.MemorySize ?? 128,
      policies: rolePolicies.filter((one) => one.p.Roles.includes(lastOf(p.Role)))
        .flatMap((one) => statements(one.p.PolicyDocument)),
    })),
    routes: of('AWS::ApiGatewayV2::Route').map(({ p }) => ({
      routeKey: p.RouteKey, functionId: required(integrations.get(p.Target), `integration of ${p.RouteKey}`),
    })),
    tables: of('AWS::DynamoDB::GlobalTable').map(({ id, p }) => ({
      name: id,
      attributes: p.AttributeDefinitions,
      key: p.KeySchema,
      indexes: p.GlobalSecondaryIndexes ?? [],
      ...(p.StreamSpecification && { streamView: p.StreamSpecification.StreamViewType }),
      ...(p.TimeToLiveSpecification && { ttlAttribute: p.TimeToLiveSpecification.AttributeName }),
      policies: statements(p.Replicas?.[0]?.ResourcePolicy?.PolicyDocument),
    })),
    buckets: of('AWS::S3::Bucket').map(({ id, p }) => ({
      id,
      name: bucketName(id),
      versioned: p.VersioningConfiguration?.Status === 'Enabled',
      cors: p.CorsConfiguration?.CorsRules ?? [],
      policies: bucketPolicies.filter((one) => one.p.Bucket === bucketName(id))
        .flatMap((one) => statements(one.p.PolicyDocument)),
    })),
    mappings: of('AWS::Lambda::EventSourceMapping').map(({ id, p }) => ({
      id,
      functionId: p.FunctionName,
      table: String(p.EventSourceArn).split('/')[1] ?? '',
      batchSize: p.BatchSize ?? 100,
      bisect: p.BisectBatchOnFunctionError ?? false,
      retries: retriesOf(p.MaximumRetryAttempts),
      maxRecordAgeMs: ageOf(p.MaximumRecordAgeInSeconds),
      reportsFailures: Boolean(p.FunctionResponseTypes),
      destination: lastOf(p.DestinationConfig?.OnFailure?.Destination ?? ''),
    })),
    rules: of('AWS::Events::Rule').map(({ id, p }) => ({
      id, arn: arn('events', `rule/${id}`), functionId: lastOf(p.Targets[0].Arn), minutes: minutesOf(p.ScheduleExpression),
    })),
  }
}

/** ARN of a resource as it would be in the account that this machine plays. */
export function arn(service: string, name: string): string {
  return service === 's3' ? `arn:${partition}:s3:::${name}` : `arn:${partition}:${service}:${region}:${account}:${name}`
}

/** Address of a queue, as a function gets it. Calls go to the gate all the same, which takes the last part as its name. */
export function queueUrl(id: string): string {
  return `https://sqs.${region}.local/${account}/${id}`
}

function scopeOf(assembly: Assembly, parameters: Readonly<Record<string, string>>): Scope {
  const templates = new Map(assembly.templates.map((template) => [template.stack, template]))
  const typeOf = (stack: string, id: string): string =>
    required(templates.get(stack)?.Resources[id]?.Type, `${id} in ${stack}`)
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::AccountId': account, 'AWS::Region': region, 'AWS::Partition': partition, 'AWS::URLSuffix': 'local',
  }
  const scope: Scope = {
    ref: (stack, name) => {
      const parameter = templates.get(stack)?.Parameters[name]
      const known = pseudo[name] ?? (parameter && (parameters[name] ?? parameter.Default))
      if (known !== undefined) return known
      return referenceOf(typeOf(stack, name), name)
    },
    attribute: (stack, id, attribute) => attributeOf(typeOf(stack, id), id, attribute),
    output: (stack, name) =>
      resolveValue(required(templates.get(stack)?.Outputs[name], `output ${name} of ${stack}`).Value, stack, scope),
  }
  return scope
}

function referenceOf(type: string, id: string): string {
  switch (type) {
    case 'AWS::S3::Bucket': return bucketName(id)
    case 'AWS::SQS::Queue': return queueUrl(id)
    default: return id
  }
}

function attributeOf(type: string, id: string, attribute: string): string {
  switch (`${type}.${attribute}`) {
    case 'AWS::DynamoDB::GlobalTable.Arn': return arn('dynamodb', `table/${id}`)
    case 'AWS::DynamoDB::GlobalTable.StreamArn': return arn('dynamodb', `table/${id}/stream/local`)
    case 'AWS::S3::Bucket.Arn': return arn('s3', bucketName(id))
    case 'AWS::Lambda::Function.Arn': return arn('lambda', `function:${id}`)
    case 'AWS::SQS::Queue.Arn': return arn('sqs', id)
    case 'AWS::SQS::Queue.QueueName': return id
    case 'AWS::IAM::Role.Arn': return arn('iam', `role:${id}`)
    case 'AWS::Logs::LogGroup.Arn': return arn('logs', `log-group:${id}`)
    case 'AWS::Events::Rule.Arn': return arn('events', `rule/${id}`)
    default: throw new Error(`The local runner does not know the attribute ${attribute} of ${type}`)
  }
}

function resolveProperties(resource: Resource, stack: string, scope: Scope): Properties {
  return Object.fromEntries(Object.entries(resource.Properties ?? {})
    .map(([name, value]) => [name, resolveValue(value, stack, scope)]))
}

function statements(document: Properties | undefined): PolicyStatement[] {
  const all: Properties[] = document?.Statement ?? []
  // A condition narrows a statement; the only one in use (transport must be encrypted) has no meaning on loopback.
  return all.filter((one) => !one.Condition).map((one) => ({
    effect: one.Effect, actions: [one.Action].flat(), resources: [one.Resource].flat(),
  }))
}

function asyncPlan(config: Properties | undefined): { asyncRetries: number, asyncDestination?: string } {
  const destination = config?.DestinationConfig?.OnFailure?.Destination
  return {
    asyncRetries: config?.MaximumRetryAttempts ?? 2,
    ...(destination && { asyncDestination: lastOf(destination) }),
  }
}

function minutesOf(expression: string): number {
  const match = /^rate\((\d+) minutes?\)$/.exec(expression)
  if (match) return Number(match[1])
  throw new Error(`The local runner knows schedules in minutes only, not ${expression}`)
}

// −1 and an absent value mean "until the record expires", which is after a day.
const retriesOf = (value: number | undefined): number => value === undefined || value < 0 ? Infinity : value
const ageOf = (seconds: number | undefined): number => seconds === undefined || seconds < 0 ? 86_400_000 : seconds * 1000

/** `ConsoleFunctionAB12CD34` was made from `functions/console`. */
function functionName(id: string): string {
  return id.replace(/Function[0-9A-F]{8}$/, '').toLowerCase()
}

function bucketName(id: string): string {
  return id.toLowerCase()
}

function lastOf(reference: string): string {
  return reference.split(':').at(-1) ?? reference
}

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The template does not say the ${what}`)
  return value
}
