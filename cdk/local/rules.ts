import { randomUUID } from 'node:crypto'
import { account, region } from './plan.ts'
import type { RulePlan } from './plan.ts'

/** The event of a scheduled rule. @param at milliseconds since 1970 */
export function scheduledEvent(rule: RulePlan, at: number): object {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account,
    time: new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [rule.arn],
    detail: {},
  }
}
