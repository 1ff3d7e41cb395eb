import { describe, expect, test } from 'vitest'
import { env } from '../../shared/names.ts'
import { synthesizeFor } from './templates.ts'

// Absent or crippled in the China regions; see the vendor's "Feature availability and implementation differences".
const absentInChina = /^AWS::(Cognito|SES|XRay|Scheduler|Shield|AppRunner|Amplify|Pinpoint)::|^AWS::Lambda::Url$/

// Principals of services are the same in every partition, and only they may carry the global name.
const servicePrincipal = /"(Service|Principal)":"(lambda|apigateway|events|logging\.s3|cloudwatch|sns)\.amazonaws\.com"/g

describe.each(['eu-west-1', 'cn-north-1'])('the templates for %s', (region) => {
  const { texts, resources, ofType } = synthesizeFor(region)

  test('name no partition', () => {
    expect(texts.flatMap((text) => text.match(/.{0,40}arn:aws[a-z-]*:.{0,40}/g) ?? [])).toEqual([])
  })

  test('name no domain of one partition, but for the principals of services', () => {
    const found = texts.flatMap((text) => text.replaceAll(servicePrincipal, '').match(/.{0,40}amazonaws\.com.{0,10}/g) ?? [])
    expect(found).toEqual([])
  })

  test('hold no resource type that China lacks', () => {
    const types = Object.values(resources).map(({ Type }) => Type)
    expect(types.length).toBeGreaterThan(40)
    expect(types.filter((type) => absentInChina.test(type))).toEqual([])
  })

  test('ask for no tracing', () => {
    expect(ofType('AWS::Lambda::Function').filter(([, { Properties }]) => Properties['TracingConfig'])).toEqual([])
  })

  test('let no function shift its clock', () => {
    for (const [, { Properties }] of ofType('AWS::Lambda::Function')) {
      expect(Object.keys(Properties['Environment'].Variables)).not.toContain(env.clockShift)
    }
    for (const text of texts) expect(text).not.toContain(env.clockShift)
  })
})
