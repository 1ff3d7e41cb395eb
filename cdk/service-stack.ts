import type { StackProps } from 'aws-cdk-lib'
import { CfnOutput, CfnParameter, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { EventInvokeConfig, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations'
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'
import { env, metrics } from '../shared/names.ts'
import { queue } from './bindings.ts'
import { SanshenFunction } from './function.ts'
import type { FunctionName, Trigger } from './functions.ts'
import { functionNames, planFunctions } from './functions.ts'
import type { RecordStack } from './record-stack.ts'
import type { Settings } from './settings.ts'

/** One entry of the route table, as far as the API needs it; `path` in the gateway's syntax. */
export interface ApiRoute {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly function: string
}

export interface ServiceStackProps extends StackProps {
  readonly settings: Settings
  readonly record: RecordStack
  readonly routes: readonly ApiRoute[]
  /** Folder of the functions' sources, relative to the project. */
  readonly sources: string
}

const logRetention = {
  1: RetentionDays.ONE_YEAR, 2: RetentionDays.TWO_YEARS, 3: RetentionDays.THREE_YEARS, 5: RetentionDays.FIVE_YEARS,
} as const

/** What runs: the functions, the API in front of them, the stream behind the items and the minute's rule. */
export class ServiceStack extends Stack {
  readonly functions: Readonly<Record<FunctionName, SanshenFunction>>
  readonly api: HttpApi
  readonly #props: ServiceStackProps
  readonly #alarmAction: SnsAction

  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, props)
    this.#props = props
    const { settings } = props
    const topic = new Topic(this, 'Alarms', { enforceSSL: true })
    if (settings.alarmEmail) topic.addSubscription(new EmailSubscription(settings.alarmEmail))
    this.#alarmAction = new SnsAction(topic)

    const plans = planFunctions(props.record, settings, {
      consoleOrigin: this.#address('ConsoleOrigin', settings.consoleOrigin),
      portalOrigin: this.#address('PortalOrigin', settings.portalOrigin),
      oidcIssuer: this.#address('OidcIssuer', settings.oidc.issuer),
      smtp: {
        host: this.#address('SmtpHost', settings.mail.host), port: this.#address('SmtpPort', settings.mail.port),
        security: this.#address('SmtpSecurity', settings.mail.security), user: this.#address('SmtpUser', settings.mail.user),
        from: this.#address('SmtpFrom', settings.mail.from), bounces: this.#address('SmtpBounces', settings.mail.bounces),
      },
    })
    const make = (name: FunctionName): SanshenFunction => {
      const { bindings, timeout, memorySize, triggers = [], watched, givesUp } = plans[name]
      const made = new SanshenFunction(this, constructId(name), {
        sources: props.sources, name, timeout, ...(memorySize && { memorySize }), ...this.#logs(), alarmAction: this.#alarmAction,
      }).bind(...bindings)
      for (const trigger of triggers) this.#trigger(made, trigger)
      if (watched) made.watch(watched)
      if (givesUp) made.bind(queue(env.undeliveredQueue, made.undelivered))
      return made
    }
    this.functions = {
      auth: make('auth'), console: make('console'), decide: make('decide'), report: make('report'), audit: make('audit'),
      screen: make('screen'), extract: make('extract'), publish: make('publish'), notify: make('notify'), clock: make('clock'),
    }
    this.functions.clock.alarm('PortalUnproven', new Metric({
      namespace: metrics.namespace, metricName: metrics.portalUnproven, dimensionsMap: { service: 'clock' },
      statistic: 'Sum', period: Duration.minutes(5),
    }), 1)
    this.api = this.#makeApi(props.routes)
  }

  #address(id: string, value: string): string {
    return new CfnParameter(this, id, { default: value }).valueAsString
  }

  #logs() {
    return {
      logRetention: logRetention[this.#props.settings.logYears],
      logRemoval: this.#props.settings.stage === 'production' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    }
  }

  #trigger(target: SanshenFunction, trigger: Trigger): void {
    if (trigger === 'stream') {
      target.lambda.addEventSource(new DynamoEventSource(this.#props.record.tables.items, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 10,
        // The defaults retry until the record expires and so block everything behind it for a day.
        retryAttempts: 5,
        maxRecordAge: Duration.hours(6),
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        onFailure: new SqsDlq(target.undelivered),
      }))
      const age = target.lambda.metric('IteratorAge', { statistic: 'Maximum', period: Duration.minutes(5) })
      target.alarm('IteratorAge', age, 60_000)
      return
    }
    // A missed minute is made up for by the next one: retrying an old minute would only run two at a time.
    new EventInvokeConfig(target, 'Invocation', {
      function: target.lambda, retryAttempts: 0, maxEventAge: Duration.minutes(1),
      onFailure: new SqsDestination(target.undelivered),
    })
    new Rule(target, 'Minute', {
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(target.lambda, {
        retryAttempts: 0, maxEventAge: Duration.minutes(1), deadLetterQueue: target.undelivered,
      })],
    })
  }

  #makeApi(routes: readonly ApiRoute[]): HttpApi {
    const api = new HttpApi(this, 'Api', { createDefaultStage: false })
    const logs = this.#logs()
    const logGroup = new LogGroup(this, 'ApiLogs', { retention: logs.logRetention, removalPolicy: logs.logRemoval })
    const stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: { destination: new LogGroupLogDestination(logGroup), format: accessLogFormat },
    })
    const integrations = new Map<FunctionName, HttpLambdaIntegration>()
    for (const route of routes) {
      const name = functionName(route)
      const known = integrations.get(name) ?? new HttpLambdaIntegration(`${constructId(name)}Integration`,
        this.functions[name].lambda, { scopePermissionToRoute: false })
      integrations.set(name, known)
      api.addRoutes({ path: route.path, methods: [httpMethod(route)], integration: known })
    }
    new CfnOutput(this, 'ApiAddress', { value: stage.url })
    return api
  }
}

// The route, not the path: a path may carry a token.
const accessLogFormat = AccessLogFormat.custom(JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  latency: '$context.responseLatency',
  error: '$context.integrationErrorMessage',
}))

function functionName(route: ApiRoute): FunctionName {
  const name = functionNames.find((known) => known === route.function)
  if (!name) throw new Error(`Route ${route.id} names the function ${route.function}, which does not exist`)
  return name
}

const methods: ReadonlyMap<string, HttpMethod> = new Map(Object.values(HttpMethod).map((method) => [method, method]))

function httpMethod(route: ApiRoute): HttpMethod {
  const method = methods.get(route.method)
  if (!method) throw new Error(`Route ${route.id} has the method ${route.method}, which the API does not know`)
  return method
}

function constructId(name: FunctionName): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1)
}
