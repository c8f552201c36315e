// The whole deployment in the order in which it depends: keys, network and walls, then pools and data, then what runs, then what watches.
import type { App } from "aws-cdk-lib";
import { acknowledgeFindings } from "./acknowledgements";
import { readDeployment } from "./deployment";
import { AlarmTopicStack } from "./stacks/alarm-topic-stack";
import { AlarmsStack } from "./stacks/alarms-stack";
import { AppServiceStack } from "./stacks/app-service-stack";
import { AuditTrailStack } from "./stacks/audit-trail-stack";
import { ClusterStack } from "./stacks/cluster-stack";
import { DatabaseStack } from "./stacks/database-stack";
import { KeysStack } from "./stacks/keys-stack";
import { MailStack } from "./stacks/mail-stack";
import { NetworkStack } from "./stacks/network-stack";
import { OpsServiceStack } from "./stacks/ops-service-stack";
import { RegistryStack } from "./stacks/registry-stack";
import { SecretsStack } from "./stacks/secrets-stack";
import { SignerStack } from "./stacks/signer-stack";
import { StaffPoolStack } from "./stacks/staff-pool-stack";
import { UserPoolStack } from "./stacks/user-pool-stack";
import { WebAclStack } from "./stacks/web-acl-stack";
import { WorkerServiceStack } from "./stacks/worker-service-stack";
import { STAFF_POOL, TRADER_POOL } from "@/lib/policy/pool-policy";

/** Puts every stack into `app`. Throws one sentence when its context does not describe a deployment. A test may leave out the acknowledgements. */
export function buildApp(app: App, { acknowledge = acknowledgeFindings }: { readonly acknowledge?: (app: App) => void } = {}): void {
  const deployment = readDeployment(app.node);
  const { dataKeyArn } = new KeysStack(app, deployment);
  const registry = new RegistryStack(app, deployment, { dataKeyArn });
  const { vpc, groups, egressAddresses } = new NetworkStack(app, deployment, { dataKeyArn });
  const { topic: alarmTopic } = new AlarmTopicStack(app, deployment, { dataKeyArn });
  const { appWebAclArn, poolWebAclArn } = new WebAclStack(app, deployment, { dataKeyArn, egressAddresses });
  const { poolMail } = new MailStack(app, deployment);
  const secrets = new SecretsStack(app, deployment, { dataKeyArn });
  const { recoveryTicketKey, chainRpcUrl, mailUrl, sessionSealKey, webhookKey } = secrets;
  const pools = { poolMail, poolWebAclArn, dataKeyArn, recoveryTicketKey };
  const traderPool = new UserPoolStack(app, deployment, { ...pools, policy: TRADER_POOL });
  const staffPool = new StaffPoolStack(app, deployment, { ...pools, policy: STAFF_POOL });
  const database = new DatabaseStack(app, deployment, { vpc, groups, dataKeyArn });
  const { settlementKeyArn, workerRole } = new SignerStack(app, deployment);
  const trail = new AuditTrailStack(app, deployment, { dataKeyArn, alarmTopic, workerRole });
  const { cluster } = new ClusterStack(app, deployment, { vpc });

  const { parts, machine } = traderPool;
  const settings = {
    region: deployment.region,
    userPoolId: parts.pool.ref,
    clientId: parts.webClient.ref,
    machineClientId: machine.clientId,
    policy: TRADER_POOL,
  };
  const web = {
    ...{ vpc, groups, cluster, dataKeyArn, settings, repository: registry.app },
    secrets: {
      COGNITO_CLIENT_SECRET: parts.webClientSecret,
      DATABASE_URL: database.roles.app.url,
      SESSION_SEAL_KEY: sessionSealKey,
      RECOVERY_TICKET_KEY: recoveryTicketKey,
      WEBHOOK_KEY: webhookKey,
      CHAIN_RPC_URL: chainRpcUrl,
    },
  };
  const app_ = new AppServiceStack(app, deployment, { ...web, appWebAclArn });
  const ops = new OpsServiceStack(app, deployment, { ...web, staff: staffPool.parts, opsDatabaseUrl: database.roles.ops.url });
  const workers = new WorkerServiceStack(app, deployment, {
    ...{ groups, cluster, dataKeyArn, repository: registry.worker, workerRole, settlementKeyArn, machine },
    poolTrailQueueUrl: trail.poolChanges.queueUrl,
    secrets: { databaseUrl: database.roles.worker.url, chainRpcUrl, mailUrl, webhookKey },
  });
  new AlarmsStack(app, deployment, {
    ...{ app: app_.web, ops: ops.web, worker: workers.worker, indexer: workers.indexer, alarmTopic },
    ...{ database: database.cluster, traders: parts, staff: staffPool.parts, poolChanges: trail.poolChanges, unread: trail.unread },
  });
  acknowledge(app);
}
