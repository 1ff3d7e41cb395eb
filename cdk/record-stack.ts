import type { StackProps } from 'aws-cdk-lib'
import { CfnParameter, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import type { Attribute } from 'aws-cdk-lib/aws-dynamodb'
import { AttributeType, Billing, ProjectionType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import type { KeyNames, TableName, TableNames } from '../shared/names.ts'
import { tables, uploadPrefix } from '../shared/names.ts'
import type { Settings } from './settings.ts'

/** What must never be lost: the tables, the record bucket and the portal bucket. */
export class RecordStack extends Stack {
  readonly tables: Readonly<Record<TableName, TableV2>>
  readonly record: Bucket
  readonly portal: Bucket
  readonly #keep: boolean

  constructor(scope: Construct, id: string, props: StackProps & { settings: Settings }) {
    super(scope, id, { ...props, terminationProtection: props.settings.stage === 'production' })
    this.#keep = props.settings.stage === 'production'
    const consoleOrigin = new CfnParameter(this, 'ConsoleOrigin', { default: props.settings.consoleOrigin })

    this.tables = {
      items: this.#table('Items', tables.items, StreamViewType.NEW_IMAGE),
      events: this.#table('Events', tables.events, undefined, appendOnly()),
      access: this.#table('Access', tables.access),
      registers: this.#table('Registers', tables.registers),
      tasks: this.#table('Tasks', tables.tasks),
      notices: this.#table('Notices', tables.notices),
    }

    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...this.#bucketDefaults(),
      lifecycleRules: [{ expiration: Duration.days(props.settings.logYears * 366) }],
    })
    this.record = new Bucket(this, 'Record', {
      ...this.#bucketDefaults(),
      versioned: true,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'record/',
      // Only what browsers left at the door; what was taken in lies under its digest and stays.
      lifecycleRules: [{ prefix: uploadPrefix, expiration: Duration.days(7), noncurrentVersionExpiration: Duration.days(7) }],
      cors: [{
        allowedOrigins: [consoleOrigin.valueAsString],
        allowedMethods: [HttpMethods.GET, HttpMethods.POST],
        allowedHeaders: ['*'],
        exposedHeaders: ['ETag'],
        maxAge: 3000,
      }],
    })
    this.record.addToResourcePolicy(new PolicyStatement({
      sid: 'NothingIsEverRemoved',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
      resources: [this.record.arnForObjects('*')],
    }))
    this.portal = new Bucket(this, 'Portal', {
      ...this.#bucketDefaults(),
      // Readers fetch single pages; they can neither list nor write, and ACLs stay without effect.
      blockPublicAccess: new BlockPublicAccess({
        blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: false, restrictPublicBuckets: false,
      }),
      versioned: true,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'portal/',
    })
    this.portal.addToResourcePolicy(new PolicyStatement({
      sid: 'AnyoneMayRead',
      principals: [new AnyPrincipal()],
      actions: ['s3:GetObject'],
      resources: [this.portal.arnForObjects('*')],
    }))
  }

  #table(id: string, names: TableNames, stream?: StreamViewType, resourcePolicy?: PolicyDocument): TableV2 {
    const { partitionKey, sortKey } = attributes(names.key)
    return new TableV2(this, id, {
      partitionKey,
      ...(sortKey && { sortKey }),
      billing: Billing.onDemand(),
      globalSecondaryIndexes: Object.entries(names.indexes).map(([indexName, key]) => ({
        indexName, ...attributes(key), projectionType: ProjectionType.KEYS_ONLY,
      })),
      ...(names.ttl && { timeToLiveAttribute: names.ttl }),
      ...(stream && { dynamoStream: stream }),
      ...(resourcePolicy && { resourcePolicy }),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: this.#keep,
      removalPolicy: this.#keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
  }

  #bucketDefaults() {
    return {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: this.#keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    }
  }
}

function attributes(key: KeyNames): { partitionKey: Attribute, sortKey?: Attribute } {
  const partitionKey = { name: key.pk, type: AttributeType.STRING }
  if (!key.sk) return { partitionKey }
  return { partitionKey, sortKey: { name: key.sk, type: key.numeric ? AttributeType.NUMBER : AttributeType.STRING } }
}

// The trail can be added to and read. No principal of the account, function or person, changes or removes a row;
// batches and PartiQL are closed as well because they would be a way around.
function appendOnly(): PolicyDocument {
  return new PolicyDocument({
    statements: [new PolicyStatement({
      sid: 'TheTrailIsAppendOnly',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: [
        'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem',
        'dynamodb:PartiQLUpdate', 'dynamodb:PartiQLDelete', 'dynamodb:PartiQLInsert',
      ],
      // A table's own policy cannot name the table that is being made.
      resources: ['*'],
    })],
  })
}
