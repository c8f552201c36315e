// Every log group alike: encrypted with our key, kept for a year and a month, and kept when its stack goes.
import { RemovalPolicy } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";

/** Makes a log group. `name` is given where AWS demands a name or a person looks for it. */
export function createLogGroup(scope: Construct, id: string, options: { readonly name: string; readonly dataKey: IKey }): LogGroup {
  return new LogGroup(scope, id, {
    logGroupName: options.name,
    encryptionKey: options.dataKey,
    retention: RetentionDays.THIRTEEN_MONTHS,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}
