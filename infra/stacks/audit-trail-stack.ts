// What is done to the account is written down where the account's own people cannot rewrite it, and each change of a pool is handed to the worker,
// which compares it with what was deployed and raises the alert.
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { ReadWriteType, Trail } from "aws-cdk-lib/aws-cloudtrail";
import { Rule } from "aws-cdk-lib/aws-events";
import { SnsTopic, SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { Policy, PolicyStatement, type IRole } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention, type IBucket } from "aws-cdk-lib/aws-s3";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { Deployment } from "../deployment";
import { POOL_CHANGE_OPERATIONS, WALL_CHANGE_OPERATIONS } from "../pool-changes";
import { HoldfastStack } from "./holdfast-stack";
import { dataKeyIn } from "./keys-stack";

/** The longest that SQS keeps a message. */
const RETENTION_DAYS = 14;
/** The worker reads a change, judges it and writes it down; it is given so long before somebody else gets it. */
const VISIBILITY_SECONDS = 60;
const TRIES = 5;
const TRAIL_DAYS = 730;

export interface AuditTrailProps {
  readonly dataKeyArn: string;
  readonly alarmTopic: ITopic;
  /** Who reads the queue. */
  readonly workerRole: IRole;
}

export class AuditTrailStack extends HoldfastStack {
  readonly poolChanges: Queue;
  readonly unread: Queue;

  constructor(scope: Construct, deployment: Deployment, { dataKeyArn, alarmTopic, workerRole }: AuditTrailProps) {
    super(scope, "HoldfastAuditTrail", deployment, "Holdfast: the account's trail, and changes of the pools");
    const dataKey = dataKeyIn(this, dataKeyArn);
    this.#trail(dataKey);
    this.unread = this.#queue("Unread", dataKey, null);
    this.poolChanges = this.#queue("PoolChanges", dataKey, this.unread);
    new Rule(this, "PoolChanged", {
      description: "A pool, a client of one or its answers to risk were changed",
      eventPattern: {
        source: ["aws.cognito-idp"],
        detailType: ["AWS API Call via CloudTrail"],
        detail: { eventSource: ["cognito-idp.amazonaws.com"], eventName: [...POOL_CHANGE_OPERATIONS] },
      },
      targets: [new SqsQueue(this.poolChanges)],
    });
    new Rule(this, "WallChanged", {
      description: "A wall round pool or product, a function, a key or the trail itself was changed",
      eventPattern: { detailType: ["AWS API Call via CloudTrail"], detail: { eventName: [...WALL_CHANGE_OPERATIONS] } },
      targets: [new SnsTopic(alarmTopic)],
    });
    new Policy(this, "WorkerReads", {
      roles: [workerRole],
      statements: [
        new PolicyStatement({ actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage"], resources: [this.poolChanges.queueArn] }),
        new PolicyStatement({
          actions: ["kms:Decrypt"],
          resources: [dataKeyArn],
          conditions: { StringEquals: { "kms:ViaService": `sqs.${this.region}.amazonaws.com` } },
        }),
      ],
    });
  }

  #queue(id: string, encryptionMasterKey: IKey, deadLetters: Queue | null): Queue {
    return new Queue(this, id, {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey,
      enforceSSL: true,
      retentionPeriod: Duration.days(RETENTION_DAYS),
      visibilityTimeout: Duration.seconds(VISIBILITY_SECONDS),
      removalPolicy: RemovalPolicy.RETAIN,
      ...(deadLetters === null ? {} : { deadLetterQueue: { queue: deadLetters, maxReceiveCount: TRIES } }),
    });
  }

  #trail(encryptionKey: IKey): void {
    const looks = new Bucket(this, "TrailLooks", {
      // S3 writes who looked at the trail here, and writes under no key of ours.
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      versioned: true,
      lifecycleRules: [{ expiration: Duration.days(TRAIL_DAYS), noncurrentVersionExpiration: Duration.days(1) }],
      removalPolicy: RemovalPolicy.RETAIN,
    }) as IBucket;
    const bucket = new Bucket(this, "TrailBucket", {
      serverAccessLogsBucket: looks,
      encryption: BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      versioned: true,
      // Not even the owner deletes a line before its time.
      objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(TRAIL_DAYS)),
      lifecycleRules: [{ expiration: Duration.days(TRAIL_DAYS), noncurrentVersionExpiration: Duration.days(1) }],
      removalPolicy: RemovalPolicy.RETAIN,
    }) as IBucket;
    new Trail(this, "Trail", {
      trailName: "holdfast",
      bucket,
      encryptionKey,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableFileValidation: true,
      sendToCloudWatchLogs: false,
      managementEvents: ReadWriteType.WRITE_ONLY,
    });
  }
}
