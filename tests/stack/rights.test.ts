import { describe, expect, test } from 'vitest'
import { planAssembly } from '../../cdk/local/plan.ts'
import { readAssembly } from '../../cdk/local/template.ts'
import { env } from '../../shared/names.ts'
import { synthesizeFor } from './templates.ts'

const { functions } = planAssembly(readAssembly(synthesizeFor('cn-north-1').folder), {})

/** `PutItem table/Events`, with CDK's endings left out. */
const rightsOf = (name: string): string[] => functions.filter((one) => one.name === name).flatMap(({ policies }) =>
  policies.flatMap(({ actions, resources }) => actions.flatMap((action) => resources.map((resource) =>
    `${action} ${resource.split(':').slice(5).join(':').replace(/([a-z])[0-9A-Fa-f]{8}(?=\/|$)/, '$1').toLowerCase()}`))))

describe('rights', () => {
  test('no statement denies: what is not granted is not allowed', () => {
    expect(functions.flatMap(({ policies }) => policies).filter(({ effect }) => effect !== 'Allow')).toEqual([])
  })

  test('no action is a pattern', () => {
    expect(functions.flatMap(({ policies }) => policies).flatMap(({ actions }) => actions)
      .filter((action) => action.includes('*'))).toEqual([])
  })

  test('only objects are granted by pattern, and each pattern ends in a prefix of the record or the portal', () => {
    const patterns = new Set(functions.flatMap(({ policies }) => policies).flatMap(({ resources }) => resources)
      .filter((resource) => resource.includes('*'))
      .map((resource) => resource.replace(/^.*:::/, '').replace(/[0-9a-f]{8}\//, '/')))
    expect([...patterns].toSorted())
      .toEqual([
        'portal/*', 'portal/items/*', 'record/attachments/*', 'record/lexicons/*', 'record/reports/*', 'record/revisions/*', 'record/texts/*',
        'record/uploads/*',
      ])
  })

  test.each(functions.map(({ name }) => name))('%s can add to the trail at most', (name) => {
    const onEvents = rightsOf(name).filter((right) => right.includes('table/events'))
    expect(onEvents.filter((right) => !/^dynamodb:(GetItem|BatchGetItem|Query|ConditionCheckItem|PutItem) /.test(right)))
      .toEqual([])
  })

  test('the auditors’ function only reads', () => {
    const writing = rightsOf('audit').filter((right) => !/^(dynamodb:(GetItem|BatchGetItem|Query|ConditionCheckItem)|s3:(GetObject|ListBucket)|logs:(CreateLogStream|PutLogEvents)) /.test(right))
    expect(writing).toEqual([])
  })

  test('the function that anybody reaches reads items, adds events and changes tasks, and does nothing else', () => {
    expect(rightsOf('report').filter((right) => !right.startsWith('logs:')).toSorted()).toEqual([
      'dynamodb:BatchGetItem table/items', 'dynamodb:BatchGetItem table/tasks', 'dynamodb:ConditionCheckItem table/items', 'dynamodb:ConditionCheckItem table/tasks',
      'dynamodb:GetItem table/items', 'dynamodb:GetItem table/tasks', 'dynamodb:PutItem table/events', 'dynamodb:PutItem table/tasks',
      'dynamodb:Query table/items', 'dynamodb:Query table/tasks', 'dynamodb:UpdateItem table/tasks',
    ])
  })

  test('the function behind links reads no lists, writes no content and removes nothing', () => {
    const rights = rightsOf('decide').filter((right) => !right.startsWith('logs:'))
    expect(rights.filter((right) => /DeleteItem|DeleteObject/.test(right))).toEqual([])
    expect(rights.filter((right) => right.includes('/index/'))).toEqual([])
    expect(rights.filter((right) => /PutObject/.test(right)).every((right) => /record[0-9a-f]*\/reports\/\*$/.test(right))).toBe(true)
    expect(rights.filter((right) => /(PutItem|UpdateItem) table\/registers|table\/(tasks|notices)/.test(right))).toEqual([])
  })

  test('only publish and clock write what the public reads', () => {
    const writers = functions.map(({ name }) => name)
      .filter((name) => rightsOf(name).some((right) => /^s3:(PutObject|DeleteObject) portal/.test(right)))
    expect(writers.toSorted()).toEqual(['clock', 'publish'])
  })

  test('only the clock removes anything, and only of items in the portal', () => {
    const removing = functions.flatMap(({ name }) => rightsOf(name).filter((right) => right.startsWith('s3:Delete')).map((right) => `${name} ${right}`))
    expect(removing.map((right) => right.replace(/portal[0-9a-f]*/, 'portal'))).toEqual(['clock s3:DeleteObject portal/items/*'])
  })

  test('what was read in attachments is written by their reader alone, who writes nothing else and knows no table', () => {
    const writers = functions.map(({ name }) => name).filter((name) => rightsOf(name).some((right) => /^s3:PutObject record[0-9a-f]*\/texts/.test(right)))
    expect(writers).toEqual(['extract'])
    expect(rightsOf('extract').filter((right) => right.startsWith('s3:PutObject'))).toHaveLength(1)
    expect(rightsOf('extract').filter((right) => right.includes('table/') && !right.includes('/stream/'))).toEqual([])
  })

  test('notify writes no object and reads reports alone; it removes nothing', () => {
    expect(rightsOf('notify').filter((right) => right.startsWith('s3:'))).toEqual([
      expect.stringMatching(/^s3:GetObject record[0-9a-f]*\/reports\/\*$/), expect.stringMatching(/^s3:ListBucket record[0-9a-f]*$/),
    ])
    expect(rightsOf('notify').filter((right) => right.startsWith('dynamodb:DeleteItem'))).toEqual([])
  })

  test('notify alone puts messages into a queue, its own; nobody reads one', () => {
    const onQueues = functions.flatMap(({ name, policies }) => policies.flatMap(({ actions, resources }) =>
      actions.filter((action) => action.startsWith('sqs:')).flatMap((action) => resources.map((resource) => ({ name, action, queue: resource.split(':').at(-1) ?? '' })))))
    const own = functions.filter(({ environment }) => environment[env.undeliveredQueue] !== undefined)
    expect(own.map(({ name }) => name)).toEqual(['notify'])
    const queue = own[0]?.environment[env.undeliveredQueue]?.split('/').at(-1)
    expect(queue).toMatch(/^NotifyUndelivered[0-9A-F]{8}$/)
    expect(onQueues).toContainEqual({ name: 'notify', action: 'sqs:SendMessage', queue })
    // What invokes a function hands on by the same role, and looks at the queue first.
    expect(onQueues.filter((one) => !/^sqs:(SendMessage|GetQueueAttributes|GetQueueUrl)$/.test(one.action))).toEqual([])
    expect(onQueues.filter((one) => !one.queue.toLowerCase().startsWith(`${one.name}undelivered`))).toEqual([])
  })

  test('the functions of sign-in and clock add notices, and neither read nor list them', () => {
    for (const name of ['auth', 'clock']) expect(rightsOf(name).filter((right) => right.includes('table/notices'))).toEqual(['dynamodb:PutItem table/notices'])
  })

  test('screening writes reports and no other object', () => {
    expect(rightsOf('screen').filter((right) => right.startsWith('s3:PutObject'))
      .every((right) => /record[0-9a-f]*\/reports\/\*$/.test(right))).toBe(true)
  })
})
