import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import { describe, expect, test } from 'vitest'
import { build } from '../../cdk/build.ts'
import { functionNames } from '../../cdk/functions.ts'
import { reviewAssembly } from '../../cdk/local/resources.ts'
import { readAssembly } from '../../cdk/local/template.ts'
import { settings } from '../../cdk/settings.ts'
import { env } from '../../shared/names.ts'
import { routes } from '../../shared/web/routes.ts'
import { temporaryFolder } from '../temporary.ts'
import type { Resource } from './templates.ts'
import { synthesizeFor } from './templates.ts'

const synthesized = synthesizeFor('cn-north-1')
const { resources, ofType } = synthesized
const functions = ofType('AWS::Lambda::Function')

const named = (type: string, name: string): Resource => {
  const [found] = ofType(type).filter(([id]) => id.startsWith(name))
  if (!found) throw new Error(`No ${type} ${name}`)
  return found[1]
}

describe('the tables', () => {
  test.each(['Items', 'Events', 'Access', 'Registers', 'Tasks'])('%s can be restored and is not deleted with its stack', (name) => {
    const table = named('AWS::DynamoDB::GlobalTable', name)
    const [replica] = table.Properties['Replicas']
    expect(table.DeletionPolicy).toBe('Retain')
    expect(replica.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true })
    expect(replica.DeletionProtectionEnabled).toBe(true)
  })

  test('nobody updates or deletes an event', () => {
    const [replica] = named('AWS::DynamoDB::GlobalTable', 'Events').Properties['Replicas']
    expect(replica.ResourcePolicy.PolicyDocument.Statement).toEqual([expect.objectContaining({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: expect.arrayContaining(['dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem']),
    })])
  })

  test('every index holds keys only', () => {
    const indexes = ofType('AWS::DynamoDB::GlobalTable')
      .flatMap(([, { Properties }]): { Projection: object }[] => Properties['GlobalSecondaryIndexes'] ?? [])
    expect(indexes).toHaveLength(7)
    for (const { Projection } of indexes) expect(Projection).toEqual({ ProjectionType: 'KEYS_ONLY' })
  })

  test('a trial can be taken away whole', () => {
    const trial = build({ settings: { ...settings, stage: 'trial' }, outdir: temporaryFolder() }).app.synth().stacks
      .flatMap(({ template }): Resource[] => Object.values(template.Resources))
    const kept = trial.filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain')
    expect(kept).toEqual([])
  })
})

describe('the buckets', () => {
  test('the record is private, versioned and never deleted from', () => {
    const { Properties, DeletionPolicy } = named('AWS::S3::Bucket', 'Record')
    expect(DeletionPolicy).toBe('Retain')
    expect(Properties['VersioningConfiguration']).toEqual({ Status: 'Enabled' })
    expect(Object.values(Properties['PublicAccessBlockConfiguration'])).toEqual([true, true, true, true])
    const { PolicyDocument } = named('AWS::S3::BucketPolicy', 'RecordPolicy').Properties
    expect(PolicyDocument.Statement).toContainEqual(expect.objectContaining({
      Effect: 'Deny', Principal: { AWS: '*' }, Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
    }))
  })

  test('the public may fetch from the portal and do nothing else', () => {
    const { PolicyDocument } = named('AWS::S3::BucketPolicy', 'PortalPolicy').Properties
    const open = PolicyDocument.Statement.filter((one: { Effect: string, Principal: { AWS?: unknown } }) =>
      one.Effect === 'Allow' && one.Principal.AWS === '*')
    expect(open.map((one: { Action: unknown }) => one.Action)).toEqual(['s3:GetObject'])
  })
})

describe('every function', () => {
  test('is one of the house', () => {
    expect(functions.map(([id]) => id.replace(/Function.*/, '').toLowerCase()).toSorted())
      .toEqual([...functionNames].toSorted())
  })

  test.each(functions)('%s runs on Node 24 for arm64 with a role, a log group and alarms of its own', (id, one) => {
    const { Properties } = one
    const others = functions.filter(([other]) => other !== id).map(([, other]) => other.Properties)
    expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' })
    expect(others.map((other) => JSON.stringify(other['Role']))).not.toContain(JSON.stringify(Properties['Role']))
    expect(resources[Properties['LoggingConfig'].LogGroup.Ref]?.Properties['RetentionInDays']).toBe(365)
    const alarms = ofType('AWS::CloudWatch::Alarm').filter(([, alarm]) =>
      JSON.stringify(alarm.Properties['Dimensions']).includes(id)).map(([, alarm]) => alarm.Properties['MetricName'])
    expect(alarms).toEqual(expect.arrayContaining(['Errors', 'Throttles']))
  })

  test.each(functions)('%s asks for checksums only where S3 requires them', (_, { Properties }) => {
    expect(Properties['Environment'].Variables[env.checksums]).toBe('WHEN_REQUIRED')
  })

  test('is uploaded as one file of less than 3 MB, its source map left behind; only the reader of attachments brings packages', () => {
    const { assets } = readAssembly(synthesized.folder)
    expect(assets.size).toBeGreaterThan(0)
    const whole = [...assets.values()].filter((folder) => existsSync(join(folder, 'node_modules')))
    expect(whole).toHaveLength(1)
    for (const folder of [...assets.values()].filter((one) => !whole.includes(one))) {
      // The console brings the programs of its editor's page, for browsers.
      expect(readdirSync(folder).filter((name) => name !== 'browser' || !existsSync(join(folder, 'browser/editor.js.gz')))).toEqual(['index.mjs'])
      expect(statSync(join(folder, 'index.mjs')).size).toBeLessThan(3 * 1024 * 1024)
    }
    expect(existsSync(join(import.meta.dirname, '../../.cache/maps/functions/console.mjs.map'))).toBe(true)
  })
})

describe('the triggers', () => {
  test('a stream tries again so often, cuts a bad batch in two and hands on what it gives up', () => {
    const mappings = ofType('AWS::Lambda::EventSourceMapping')
    expect(mappings).toHaveLength(4)
    for (const [, { Properties }] of mappings) {
      expect(Properties).toMatchObject({
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRetryAttempts: 5,
        MaximumRecordAgeInSeconds: 21_600,
        DestinationConfig: { OnFailure: { Destination: expect.anything() } },
      })
    }
  })

  test('each queue of what was not delivered has an alarm', () => {
    const watched = ofType('AWS::CloudWatch::Alarm')
      .map(([, { Properties }]) => Properties['Dimensions'][0].Value['Fn::GetAtt']?.[0])
    for (const [id] of ofType('AWS::SQS::Queue')) expect(watched).toContain(id)
  })

  test('notices that were given up set off an alarm under the name of their function', () => {
    const alarms = ofType('AWS::CloudWatch::Alarm').filter(([, { Properties }]) => Properties['MetricName'] === 'NoticesGivenUp')
    expect(alarms).toHaveLength(1)
    expect(alarms[0]?.[1].Properties).toMatchObject({
      Namespace: 'Sanshen', Threshold: 1, Statistic: 'Sum',
      Dimensions: expect.arrayContaining([{ Name: 'service', Value: 'notify' }, { Name: 'function_name', Value: expect.anything() }]),
    })
  })

  test('clock and notify go off every minute', () => {
    expect(ofType('AWS::Events::Rule').map(([, { Properties }]) => Properties['ScheduleExpression']))
      .toEqual(['rate(1 minute)', 'rate(1 minute)'])
  })
})

describe('the API', () => {
  test('has one route for each entry of the route table, to the function that the entry names', () => {
    const made = ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => {
      const integration = JSON.stringify(Properties['Target']).match(/\{"Ref":"([^"]+)"\}/)?.[1] ?? ''
      const [functionId = ''] = resources[integration]?.Properties['IntegrationUri']['Fn::GetAtt'] ?? []
      return `${Properties['RouteKey']} → ${functionId.replace(/Function.*/, '').toLowerCase()}`
    })
    expect(made.toSorted()).toEqual(routes.map((one) => `${one.method} ${one.path} → ${one.function}`).toSorted())
  })

  test('refuses a route to a function that does not exist', () => {
    const route = { id: 'x', method: 'GET', path: '/x', function: 'nobody' }
    expect(() => build({ routes: [route], outdir: temporaryFolder() })).toThrow('Route x names the function nobody')
  })

  test('is limited in rate, and logs the route in place of the path', () => {
    const { Properties } = named('AWS::ApiGatewayV2::Stage', 'Stage')
    expect(Properties['DefaultRouteSettings']).toEqual({ ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 })
    expect(Properties['AccessLogSettings'].Format).toContain('$context.routeKey')
    expect(Properties['AccessLogSettings'].Format).not.toMatch(/\$context\.(path|http\.path)/)
  })
})

describe('the checks', () => {
  test.each([['AwsSolutions', AwsSolutionsChecks], ['Serverless', ServerlessChecks]] as const)(
    '%s finds nothing that is not explained', (_, Checks) => {
      const { violations } = new Checks(synthesized.app).validateScope(synthesized.app)
      expect(violations.map(({ ruleName, violatingResources }) =>
        `${ruleName}: ${violatingResources.map(({ constructPath }) => constructPath).join(', ')}`)).toEqual([])
    })

  test('the local runner knows everything that the templates hold', () => {
    expect(reviewAssembly(readAssembly(synthesized.folder)).unknown).toEqual([])
  })
})
