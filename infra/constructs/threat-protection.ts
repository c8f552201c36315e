// What the pool does with its own judgement of a sign-in, and where it writes that judgement down.
import { CfnLogDeliveryConfiguration, CfnUserPoolRiskConfigurationAttachment, type CfnUserPool } from "aws-cdk-lib/aws-cognito";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import type { ThreatProtectionPolicy } from "@/lib/policy/pool-policy";

/** Sets the answers to risk for every client of the pool, and sends its sign-in log to `events`. The pool mails nobody: notices are ours. */
export function protectAgainstThreats(pool: CfnUserPool, policy: ThreatProtectionPolicy, events: ILogGroup): void {
  const { low, medium, high } = policy.accountTakeover;
  const action = (eventAction: string) => ({ eventAction, notify: false });
  new CfnUserPoolRiskConfigurationAttachment(pool.stack, "Risk", {
    userPoolId: pool.ref,
    clientId: "ALL",
    compromisedCredentialsRiskConfiguration: {
      actions: { eventAction: policy.compromisedCredentials.eventAction },
      eventFilter: [...policy.compromisedCredentials.eventFilter],
    },
    accountTakeoverRiskConfiguration: {
      actions: { lowAction: action(low), mediumAction: action(medium), highAction: action(high) },
    },
  });
  new CfnLogDeliveryConfiguration(pool.stack, "SignInLog", {
    userPoolId: pool.ref,
    logConfigurations: [
      { eventSource: "userAuthEvents", logLevel: "INFO", cloudWatchLogsConfiguration: { logGroupArn: events.logGroupArn } },
      { eventSource: "userNotification", logLevel: "ERROR", cloudWatchLogsConfiguration: { logGroupArn: events.logGroupArn } },
    ],
  });
}
