// Every secret alike: under our key, and kept for a while after its stack goes, because a key that is lost cannot be made again.
import { RemovalPolicy } from "aws-cdk-lib";
import { Secret, type ISecret, type SecretProps } from "aws-cdk-lib/aws-secretsmanager";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";

/** Makes a secret under `dataKey`. With neither a value nor a form, AWS makes 32 characters of its own. */
export function createSecret(scope: Construct, id: string, dataKey: IKey, props: SecretProps): ISecret {
  return new Secret(scope, id, { removalPolicy: RemovalPolicy.RETAIN, ...props, encryptionKey: dataKey }) as ISecret;
}
