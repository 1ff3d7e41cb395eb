import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Binding } from './function.ts'

/** What a function does to a table, in the words of the house. */
export type TableUse = 'read' | 'append' | 'change' | 'remove'

const tableActions: Record<TableUse, readonly string[]> = {
  read: ['GetItem', 'BatchGetItem', 'Query', 'ConditionCheckItem'],
  append: ['PutItem'],
  change: ['PutItem', 'UpdateItem'],
  remove: ['DeleteItem'],
}

/** A table with some of its indexes: the named uses and nothing else. */
export function table(
  variable: string, target: TableV2, uses: readonly TableUse[], indexes: readonly string[] = [],
): Binding {
  const actions = [...new Set(uses.flatMap((use) => tableActions[use]))].map((action) => `dynamodb:${action}`)
  return {
    variables: { [variable]: target.tableName },
    grant: (grantee) => {
      allow(grantee, actions, [target.tableArn])
      if (indexes.length === 0) return
      allow(grantee, ['dynamodb:Query'], indexes.map((index) => `${target.tableArn}/index/${index}`))
    },
  }
}

export type BucketUse = 'read' | 'write' | 'remove'

const objectActions: Record<BucketUse, string> = {
  read: 's3:GetObject',
  write: 's3:PutObject',
  remove: 's3:DeleteObject',
}

/** The objects of a bucket under the given prefixes (all of them where none is given). */
export function bucket(
  variable: string, target: Bucket, uses: readonly BucketUse[], prefixes: readonly string[] = [''],
): Binding {
  return {
    variables: { [variable]: target.bucketName },
    wildcards: prefixes.map((prefix) => ({ arn: target.bucketArn, prefix })),
    grant: (grantee) => {
      const actions = uses.map((use) => objectActions[use])
      allow(grantee, actions, prefixes.map((prefix) => target.arnForObjects(`${prefix}*`)))
      // Without the right to list, S3 answers 403 instead of 404 for what is absent.
      if (uses.includes('read')) allow(grantee, ['s3:ListBucket'], [target.bucketArn])
    },
  }
}

/** A queue that the function puts messages into; it reads none. */
export function queue(variable: string, target: Queue): Binding {
  return {
    variables: { [variable]: target.queueUrl },
    grant: (grantee) => allow(grantee, ['sqs:SendMessage'], [target.queueArn]),
  }
}

/** Plain values that need no right. */
export function values(variables: Readonly<Record<string, string>>): Binding {
  return { variables }
}

/** A secret that the function reads at start. */
export function secret(variable: string, arn: string): Binding {
  return {
    variables: { [variable]: arn },
    grant: (grantee) => allow(grantee, ['secretsmanager:GetSecretValue'], [arn]),
  }
}

function allow(grantee: IGrantable, actions: readonly string[], resources: readonly string[]): void {
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: [...actions], resources: [...resources] }),
  )
}
