import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import type { Alarm, IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch'
import { Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Code, Function as Lambda, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda'
import type { RetentionDays } from 'aws-cdk-lib/aws-logs'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { env, metrics } from '../shared/names.ts'
import { bundle } from './bundle.ts'

export interface Wildcard { readonly arn: string, readonly prefix: string }

/** Something that a function may be bound to: the right to use it and the variables that say where it is. */
export interface Binding {
  readonly variables: Readonly<Record<string, string>>
  readonly grant?: (grantee: IGrantable) => void
  /** Where the right covers more than one named thing: everything under `arn` whose name begins with the prefix. */
  readonly wildcards?: readonly Wildcard[]
}

export interface SanshenFunctionProps {
  /** Folder of all functions, and the folder of this one in it. */
  readonly sources: string
  readonly name: string
  readonly timeout: Duration
  readonly memorySize?: number
  readonly logRetention: RetentionDays
  readonly logRemoval: RemovalPolicy
  readonly alarmAction: IAlarmAction
}

/** The one construct that carries every default of a function: runtime, bundle, role, log group, alarms. */
export class SanshenFunction extends Construct {
  readonly lambda: Lambda
  readonly role: Role
  readonly wildcards: Wildcard[] = []
  readonly #props: SanshenFunctionProps
  #undelivered: Queue | undefined

  constructor(scope: Construct, id: string, props: SanshenFunctionProps) {
    super(scope, id)
    this.#props = props
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    const logGroup = new LogGroup(this, 'Logs', { retention: props.logRetention, removalPolicy: props.logRemoval })
    logGroup.grantWrite(this.role)
    this.lambda = new Lambda(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(bundle(props.sources, props.name)),
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      memorySize: props.memorySize ?? 512,
      timeout: props.timeout,
      environment: { [env.checksums]: 'WHEN_REQUIRED' },
    })
    this.alarm('Errors', this.lambda.metricErrors({ period: Duration.minutes(5) }), 1)
    this.alarm('Throttles', this.lambda.metricThrottles({ period: Duration.minutes(5) }), 1)
  }

  /** Gives the function the right to use something and the variables that say where it is, together. */
  bind(...bindings: readonly Binding[]): this {
    for (const { variables, grant, wildcards = [] } of bindings) {
      this.wildcards.push(...wildcards)
      for (const [name, value] of Object.entries(variables)) this.lambda.addEnvironment(name, value)
      grant?.(this.lambda)
    }
    return this
  }

  /** Whether something besides the API invokes it, so that there may be something to lose. */
  get isTriggered(): boolean {
    return this.#undelivered !== undefined
  }

  /** The queue for what this function was not able to take, with its alarm. */
  get undelivered(): Queue {
    if (this.#undelivered) return this.#undelivered
    this.#undelivered = new Queue(this, 'Undelivered', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    const waiting = this.#undelivered.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) })
    this.alarm('Undelivered', waiting, 1)
    return this.#undelivered
  }

  /** An alarm on a number that the function counts itself, under its own name. */
  watch(metricName: string): void {
    // The name of the function tells two deployments of one account apart.
    const dimensionsMap = { service: this.#props.name, function_name: this.lambda.functionName }
    this.alarm(metricName, new Metric({ namespace: metrics.namespace, metricName, dimensionsMap, statistic: 'Sum', period: Duration.minutes(5) }), 1)
  }

  /** An alarm that goes off when the metric reaches the threshold in one period. */
  alarm(name: string, metric: Metric, threshold: number): Alarm {
    const alarm = metric.createAlarm(this, `${name}Alarm`, {
      alarmDescription: `${Stack.of(this).stackName} ${this.#props.name}: ${name} ≥ ${threshold}`,
      threshold,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
    alarm.addAlarmAction(this.#props.alarmAction)
    return alarm
  }
}
