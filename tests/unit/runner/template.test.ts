import { describe, expect, test } from 'vitest'
import { planAssembly } from '../../../cdk/local/plan.ts'
import { reviewAssembly } from '../../../cdk/local/resources.ts'
import type { Assembly, Resource, Scope } from '../../../cdk/local/template.ts'
import { resolveValue } from '../../../cdk/local/template.ts'

const scope: Scope = {
  ref: (stack, name) => `${stack}.${name}`,
  attribute: (stack, resource, attribute) => `${stack}.${resource}@${attribute}`,
  output: (stack, name) => `${stack}!${name}`,
}

const assemblyOf = (resources: Record<string, Resource>): Assembly => ({
  templates: [{ stack: 'S', Resources: resources, Parameters: {}, Outputs: {} }], assets: new Map([['h.zip', '/assets/h']]),
})

describe('intrinsics', () => {
  test.each([
    ['text', 'text'],
    [{ Ref: 'A' }, 'S.A'],
    [{ 'Fn::GetAtt': ['A', 'Arn'] }, 'S.A@Arn'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'B' }, 3]] }, 'a-S.B-3'],
    [{ 'Fn::Sub': 'x-${A}-${B.Arn}-${!C}' }, 'x-S.A-S.B@Arn-${C}'],
    [{ 'Fn::Sub': ['${A}-${v}', { v: { Ref: 'B' } }] }, 'S.A-S.B'],
    [{ 'Fn::GetStackOutput': { StackName: 'R', OutputName: 'O', Region: { Ref: 'AWS::Region' } } }, 'R!O'],
    [{ a: [{ Ref: 'A' }], b: { c: { Ref: 'B' } } }, { a: ['S.A'], b: { c: 'S.B' } }],
  ])('%j is %j', (value, expected) => {
    expect(resolveValue(value, 'S', scope)).toEqual(expected)
  })

  test('one that the runner does not know stops it', () => {
    expect(() => resolveValue({ 'Fn::Select': [0, []] }, 'S', scope)).toThrow('Fn::Select')
  })
})

describe('the table of what the runner knows', () => {
  test('lists what makes no difference here', () => {
    const { accepted, unknown } = reviewAssembly(assemblyOf({
      Q: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1 } }, T: { Type: 'AWS::SNS::Topic' },
    }))
    expect(accepted).toEqual(['AWS::SQS::Queue.MessageRetentionPeriod'])
    expect(unknown).toEqual([])
  })

  test.each([
    ['a type', { Type: 'AWS::Kinesis::Stream' }, 'AWS::Kinesis::Stream (S/R)'],
    ['a property', { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } }, 'AWS::SQS::Queue.FifoQueue (S/R)'],
    ['a property deeper down', {
      Type: 'AWS::DynamoDB::GlobalTable', Properties: { StreamSpecification: { StreamViewType: 'NEW_IMAGE', More: 1 } },
    }, 'AWS::DynamoDB::GlobalTable.StreamSpecification.More (S/R)'],
    ['a property within a list', {
      Type: 'AWS::Events::Rule', Properties: { Targets: [{ Arn: 'a', Input: '{}' }] },
    }, 'AWS::Events::Rule.Targets[].Input (S/R)'],
    ['a value', { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'python3.13' } },
      'AWS::Lambda::Function.Runtime = "python3.13" (S/R)'],
  ])('names %s that is unknown, and where it is', (_, resource, line) => {
    expect(reviewAssembly(assemblyOf({ R: resource })).unknown).toEqual([line])
  })
})

describe('the plan', () => {
  const resources: Record<string, Resource> = {
    Items5C12978B: { Type: 'AWS::DynamoDB::GlobalTable', Properties: {
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    } },
    ScreenFunction0123ABCD: { Type: 'AWS::Lambda::Function', Properties: {
      Code: { S3Key: 'h.zip' }, Environment: { Variables: { ITEMS_TABLE: { Ref: 'Items5C12978B' } } }, Timeout: 60,
    } },
    Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: {
      FunctionName: { Ref: 'ScreenFunction0123ABCD' }, EventSourceArn: { 'Fn::GetAtt': ['Items5C12978B', 'StreamArn'] },
    } },
    Rule: { Type: 'AWS::Events::Rule', Properties: {
      ScheduleExpression: 'rate(5 minutes)', Targets: [{ Arn: { 'Fn::GetAtt': ['ScreenFunction0123ABCD', 'Arn'] } }],
    } },
  }

  test('resolves names, bundle and environment of a function', () => {
    expect(planAssembly(assemblyOf(resources), {}).functions).toEqual([expect.objectContaining({
      name: 'screen', entry: '/assets/h/index.mjs', environment: { ITEMS_TABLE: 'Items5C12978B' }, timeoutMs: 60_000,
      asyncRetries: 2,
    })])
  })

  test('takes the service’s own defaults for a mapping, deadly as they are', () => {
    expect(planAssembly(assemblyOf(resources), {}).mappings).toEqual([expect.objectContaining({
      table: 'Items5C12978B', functionId: 'ScreenFunction0123ABCD', batchSize: 100, bisect: false, retries: Infinity,
      maxRecordAgeMs: 86_400_000, reportsFailures: false,
    })])
  })

  test('reads schedules in minutes and refuses others', () => {
    expect(planAssembly(assemblyOf(resources), {}).rules).toEqual([expect.objectContaining({ minutes: 5 })])
    const Rule = { Type: 'AWS::Events::Rule', Properties: { ...resources['Rule']?.Properties, ScheduleExpression: 'cron(0 0)' } }
    expect(() => planAssembly(assemblyOf({ ...resources, Rule }), {})).toThrow('cron(0 0)')
  })
})
