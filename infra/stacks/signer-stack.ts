// The settlement key and the only role that may sign with it. The key cannot leave KMS, and its policy names that role: not even an administrator's
// IAM policy can hand the signing to somebody else without changing the key's policy, which the trail shows.
import { RemovalPolicy } from "aws-cdk-lib";
import {
  AccountRootPrincipal,
  ArnPrincipal,
  Effect,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
  StarPrincipal,
} from "aws-cdk-lib/aws-iam";
import { Key, KeySpec, KeyUsage } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import type { Deployment } from "../deployment";
import { HoldfastStack } from "./holdfast-stack";
import { KEY_ADMINISTRATION } from "./keys-stack";

export class SignerStack extends HoldfastStack {
  readonly settlementKeyArn: string;
  /** The role of the worker's own process. */
  readonly workerRole: Role;

  constructor(scope: Construct, deployment: Deployment) {
    super(scope, "HoldfastSigner", deployment, "Holdfast: the settlement key and the role that signs with it");
    this.workerRole = new Role(this, "WorkerRole", {
      assumedBy: new ServicePrincipal("ecs-tasks.amazonaws.com", { conditions: { StringEquals: { "aws:SourceAccount": this.account } } }),
    });
    const key = new Key(this, "Settlement", {
      alias: "holdfast-settlement",
      description: "Signs payments of Holdfast on EVM chains",
      keySpec: KeySpec.ECC_SECG_P256K1,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: RemovalPolicy.RETAIN,
      policy: this.#keyPolicy(),
    });
    this.settlementKeyArn = key.keyArn;
    this.workerRole.addToPolicy(new PolicyStatement({ actions: ["kms:Sign", "kms:GetPublicKey"], resources: [key.keyArn] }));
  }

  #keyPolicy(): PolicyDocument {
    const worker = new ArnPrincipal(this.workerRole.roleArn);
    return new PolicyDocument({
      statements: [
        // Symmetric keys turn by themselves; this one has an address on the chain and is replaced by hand.
        new PolicyStatement({
          principals: [new AccountRootPrincipal()],
          actions: KEY_ADMINISTRATION.filter((action) => !action.includes("KeyRotation")),
          resources: ["*"],
        }),
        new PolicyStatement({ principals: [worker], actions: ["kms:GetPublicKey"], resources: ["*"] }),
        new PolicyStatement({
          principals: [worker],
          actions: ["kms:Sign"],
          resources: ["*"],
          conditions: { StringEquals: { "kms:SigningAlgorithm": "ECDSA_SHA_256", "kms:MessageType": "DIGEST" } },
        }),
        new PolicyStatement({
          effect: Effect.DENY,
          principals: [new StarPrincipal()],
          actions: ["kms:Sign", "kms:CreateGrant"],
          resources: ["*"],
          conditions: { ArnNotEquals: { "aws:PrincipalArn": this.workerRole.roleArn } },
        }),
      ],
    });
  }
}
