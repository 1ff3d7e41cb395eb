import type { Assembly } from './template.ts'

/**
 * What the runner does with a property: `acts` on it, has `accepted` that it makes no difference on one machine,
 * accepts `only` certain values, or looks deeper (`[shape]` stands for each entry of a list).
 */
export type Shape = 'acts' | 'accepted' | Only | readonly [Shape] | { readonly [property: string]: Shape }

class Only {
  readonly values: readonly unknown[]
  constructor(values: readonly unknown[]) {
    this.values = values
  }
}

const only = (...values: readonly unknown[]): Only => new Only(values)

const keySchema: Shape = 'acts'

/** Every resource type and property that the runner knows. Whatever is not here stops it. */
export const shapes: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  'AWS::DynamoDB::GlobalTable': {
    AttributeDefinitions: 'acts',
    BillingMode: only('PAY_PER_REQUEST'),
    KeySchema: keySchema,
    GlobalSecondaryIndexes: [{ IndexName: 'acts', KeySchema: keySchema, Projection: 'acts' }],
    StreamSpecification: { StreamViewType: 'acts' },
    TimeToLiveSpecification: 'acts',
    Replicas: [{
      Region: 'accepted',
      PointInTimeRecoverySpecification: 'accepted',
      DeletionProtectionEnabled: 'accepted',
      ResourcePolicy: 'acts',
      // Settings of the index in this region; there are none that would be acted on.
      GlobalSecondaryIndexes: [{ IndexName: 'accepted' }],
    }],
  },
  'AWS::S3::Bucket': {
    CorsConfiguration: {
      CorsRules: [{
        AllowedHeaders: 'acts', AllowedMethods: 'acts', AllowedOrigins: 'acts', ExposedHeaders: 'acts', MaxAge: 'acts',
      }],
    },
    VersioningConfiguration: 'acts',
    BucketEncryption: 'accepted',
    LifecycleConfiguration: 'accepted',
    LoggingConfiguration: 'accepted',
    OwnershipControls: 'accepted',
    PublicAccessBlockConfiguration: 'accepted',
  },
  'AWS::S3::BucketPolicy': { Bucket: 'acts', PolicyDocument: 'acts' },
  'AWS::Lambda::Function': {
    Code: { S3Bucket: 'accepted', S3Key: 'acts' },
    Environment: { Variables: 'acts' },
    Handler: only('index.handler'),
    MemorySize: 'acts',
    Role: 'acts',
    Runtime: only('nodejs24.x'),
    Timeout: 'acts',
    Architectures: 'accepted',
    LoggingConfig: 'accepted',
  },
  'AWS::Lambda::EventSourceMapping': {
    BatchSize: 'acts',
    BisectBatchOnFunctionError: 'acts',
    DestinationConfig: { OnFailure: { Destination: 'acts' } },
    EventSourceArn: 'acts',
    FunctionName: 'acts',
    FunctionResponseTypes: only(['ReportBatchItemFailures']),
    MaximumRecordAgeInSeconds: 'acts',
    MaximumRetryAttempts: 'acts',
    StartingPosition: only('TRIM_HORIZON'),
  },
  'AWS::Lambda::EventInvokeConfig': {
    FunctionName: 'acts',
    DestinationConfig: { OnFailure: { Destination: 'acts' } },
    MaximumEventAgeInSeconds: 'accepted',
    MaximumRetryAttempts: 'acts',
    Qualifier: only('$LATEST'),
  },
  'AWS::Lambda::Permission': { Action: 'accepted', FunctionName: 'accepted', Principal: 'accepted', SourceArn: 'accepted' },
  'AWS::Events::Rule': {
    ScheduleExpression: 'acts',
    State: only('ENABLED'),
    Targets: [{ Arn: 'acts', Id: 'accepted', DeadLetterConfig: 'accepted', RetryPolicy: 'accepted' }],
  },
  'AWS::ApiGatewayV2::Api': { Name: 'accepted', ProtocolType: only('HTTP') },
  'AWS::ApiGatewayV2::Integration': {
    ApiId: 'acts', IntegrationType: only('AWS_PROXY'), IntegrationUri: 'acts', PayloadFormatVersion: only('2.0'),
  },
  'AWS::ApiGatewayV2::Route': { ApiId: 'acts', AuthorizationType: only('NONE'), RouteKey: 'acts', Target: 'acts' },
  'AWS::ApiGatewayV2::Stage': {
    ApiId: 'acts',
    StageName: only('$default'),
    AutoDeploy: 'accepted',
    AccessLogSettings: 'accepted',
    DefaultRouteSettings: 'accepted',
  },
  'AWS::SQS::Queue': { MessageRetentionPeriod: 'accepted', SqsManagedSseEnabled: 'accepted' },
  'AWS::SQS::QueuePolicy': { PolicyDocument: 'accepted', Queues: 'accepted' },
  'AWS::IAM::Role': { AssumeRolePolicyDocument: 'accepted' },
  'AWS::IAM::Policy': { PolicyDocument: 'acts', PolicyName: 'accepted', Roles: 'acts' },
  'AWS::Logs::LogGroup': { RetentionInDays: 'accepted' },
  'AWS::CloudWatch::Alarm': {
    AlarmActions: 'accepted', AlarmDescription: 'accepted', ComparisonOperator: 'accepted', Dimensions: 'accepted',
    EvaluationPeriods: 'accepted', MetricName: 'accepted', Namespace: 'accepted', Period: 'accepted',
    Statistic: 'accepted', Threshold: 'accepted', TreatMissingData: 'accepted',
  },
  'AWS::SNS::Topic': {},
  'AWS::SNS::TopicPolicy': { PolicyDocument: 'accepted', Topics: 'accepted' },
  'AWS::SNS::Subscription': { Endpoint: 'accepted', Protocol: 'accepted', TopicArn: 'accepted' },
}

export interface Review {
  /** `Type.Property` that are in the template and make no difference here, sorted. */
  readonly accepted: readonly string[]
  /** What the runner does not know, each with the resource that has it. Anything here stops the runner. */
  readonly unknown: readonly string[]
}

/** Compares an assembly with what the runner knows; looks at names and at the values that `only` names. */
export function reviewAssembly(assembly: Assembly): Review {
  const accepted = new Set<string>()
  const unknown: string[] = []
  for (const { stack, Resources } of assembly.templates) {
    for (const [id, { Type, Properties = {} }] of Object.entries(Resources)) {
      const shape = shapes[Type]
      if (!shape) {
        unknown.push(`${Type} (${stack}/${id})`)
        continue
      }
      const found = compare(Properties, shape, Type)
      found.accepted.forEach((path) => accepted.add(path))
      unknown.push(...found.unknown.map((path) => `${path} (${stack}/${id})`))
    }
  }
  return { accepted: [...accepted].toSorted(), unknown }
}

function compare(value: unknown, shape: Shape, path: string): { accepted: string[], unknown: string[] } {
  if (shape === 'acts') return { accepted: [], unknown: [] }
  if (shape === 'accepted') return { accepted: [path], unknown: [] }
  if (shape instanceof Only) {
    const text = JSON.stringify(value)
    const known = shape.values.some((one) => JSON.stringify(one) === text)
    return { accepted: [], unknown: known ? [] : [`${path} = ${text}`] }
  }
  const results = isList(shape)
    ? (Array.isArray(value) ? value : [value]).map((one) => compare(one, shape[0], `${path}[]`))
    : Object.entries(value ?? {}).map(([name, one]) => {
        const inner = shape[name]
        return inner ? compare(one, inner, `${path}.${name}`) : { accepted: [], unknown: [`${path}.${name}`] }
      })
  return {
    accepted: results.flatMap((result) => result.accepted),
    unknown: results.flatMap((result) => result.unknown),
  }
}

function isList(shape: readonly [Shape] | { readonly [property: string]: Shape }): shape is readonly [Shape] {
  return Array.isArray(shape)
}
