// The key under which everything at rest lies: database, secrets, queues, logs, trail. The settlement key is another one, in a stack of its own.
import { RemovalPolicy } from "aws-cdk-lib";
import { AccountRootPrincipal, PolicyDocument, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key, type IKey } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import type { Deployment } from "../deployment";
import { HoldfastStack } from "./holdfast-stack";

/** What a service needs to write under the key and to read it back. */
const USE = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:DescribeKey"];

/** What the account's own administration may do; through IAM, and never more than this list. */
export const KEY_ADMINISTRATION = [
  ...[
    "kms:DescribeKey",
    "kms:GetKeyPolicy",
    "kms:PutKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:EnableKeyRotation",
    "kms:ListKeyPolicies",
  ],
  ...["kms:EnableKey", "kms:DisableKey", "kms:ScheduleKeyDeletion", "kms:CancelKeyDeletion", "kms:UpdateKeyDescription", "kms:ListGrants"],
  ...["kms:TagResource", "kms:UntagResource", "kms:ListResourceTags", "kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
];

export class KeysStack extends HoldfastStack {
  readonly dataKeyArn: string;

  constructor(scope: Construct, deployment: Deployment) {
    super(scope, "HoldfastKeys", deployment, "Holdfast: the key of everything at rest");
    const key = new Key(this, "Data", {
      alias: "holdfast-data",
      description: "Everything of Holdfast at rest",
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
      policy: this.#keyPolicy(),
    });
    this.dataKeyArn = key.keyArn;
  }

  /** In a key policy the resource "*" means this key; there is no other way to say it. */
  #keyPolicy(): PolicyDocument {
    const here = { "kms:CallerAccount": this.account };
    const service = (name: string, conditions: Record<string, unknown>): PolicyStatement =>
      new PolicyStatement({ principals: [new ServicePrincipal(name)], actions: USE, resources: ["*"], conditions });
    const logs = { ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${this.region}:${this.account}:log-group:*` } };
    const ours = { StringEquals: { "aws:SourceAccount": this.account } };
    return new PolicyDocument({
      statements: [
        new PolicyStatement({
          principals: [new AccountRootPrincipal()],
          actions: [...new Set([...USE, ...KEY_ADMINISTRATION, "kms:CreateGrant"])],
          resources: ["*"],
          conditions: { StringEquals: here },
        }),
        service(`logs.${this.region}.amazonaws.com`, logs),
        ...["cloudwatch.amazonaws.com", "events.amazonaws.com", "cloudtrail.amazonaws.com"].map((name) => service(name, ours)),
      ],
    });
  }
}

/** The key in another stack. By its ARN, so that no grant there writes into the policy here and ties the stacks into a knot. */
export const dataKeyIn = (scope: Construct, dataKeyArn: string): IKey => Key.fromKeyArn(scope, "DataKey", dataKeyArn);
