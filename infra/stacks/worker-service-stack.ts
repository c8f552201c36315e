// The processes that nobody calls: settlement with its key, and the market indexer with nothing but a machine's secret.
import { SubnetType, type SecurityGroup } from "aws-cdk-lib/aws-ec2";
import { FargateService, type ICluster } from "aws-cdk-lib/aws-ecs";
import type { IRepository } from "aws-cdk-lib/aws-ecr";
import type { IRole } from "aws-cdk-lib/aws-iam";
import type { ISecret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { SecurityGroups } from "../constructs/security-groups";
import { createServiceTask, type ServiceTaskOptions } from "../constructs/service-task";
import type { Deployment } from "../deployment";
import { HoldfastStack } from "./holdfast-stack";
import { dataKeyIn } from "./keys-stack";
import type { MachineParts } from "./user-pool-stack";

export interface WorkerServiceProps {
  readonly groups: SecurityGroups;
  readonly cluster: ICluster;
  readonly repository: IRepository;
  readonly dataKeyArn: string;
  readonly workerRole: IRole;
  readonly settlementKeyArn: string;
  readonly poolTrailQueueUrl: string;
  readonly machine: MachineParts;
  readonly secrets: Readonly<Record<"databaseUrl" | "chainRpcUrl" | "mailUrl" | "webhookKey", ISecret>>;
}

/** Where the image keeps the list of pairs that are followed. */
const POOL_LIST_FILE = "/etc/holdfast/pool-list.json";

export class WorkerServiceStack extends HoldfastStack {
  readonly worker: FargateService;
  readonly indexer: FargateService;

  constructor(scope: Construct, deployment: Deployment, props: WorkerServiceProps) {
    super(scope, "HoldfastWorker", deployment, "Holdfast: settlement, notices and the market indexer");
    const { groups, secrets, machine } = props;
    const image = { repository: props.repository, tag: deployment.imageTag };
    const dataKey = dataKeyIn(this, props.dataKeyArn);
    const common = { HOLDFAST_MODE: "production", APP_ORIGIN: `https://${deployment.appDomain}` };
    this.worker = this.#service("Worker", props, groups.worker, {
      ...{ name: "worker", image, dataKey, cpu: 512, memoryMiB: 1024, taskRole: props.workerRole },
      command: ["node", "worker.mjs"],
      toldFigures: true,
      environment: {
        ...common,
        AWS_REGION: deployment.region,
        SETTLEMENT_KMS_KEY_ID: props.settlementKeyArn,
        SETTLEMENT_ADDRESS: deployment.settlementAddress,
        ALERT_MAIL_TO: deployment.alarmEmail,
        POOL_TRAIL_QUEUE_URL: props.poolTrailQueueUrl,
        MAIL_FROM: `Holdfast <notices@${deployment.mailDomain}>`,
      },
      secrets: {
        DATABASE_URL: secrets.databaseUrl,
        CHAIN_RPC_URL: secrets.chainRpcUrl,
        MAIL_SMTP_URL: secrets.mailUrl,
        WEBHOOK_KEY: secrets.webhookKey,
      },
    });
    this.indexer = this.#service("Indexer", props, groups.indexer, {
      ...{ name: "indexer", image, dataKey, cpu: 512, memoryMiB: 1024 },
      command: ["node", "indexer.mjs"],
      environment: {
        ...common,
        POOL_LIST_FILE,
        COGNITO_TOKEN_URL: machine.tokenUrl,
        COGNITO_MACHINE_CLIENT_ID: machine.clientId,
      },
      secrets: { CHAIN_RPC_URL: secrets.chainRpcUrl, INDEXER_CLIENT_SECRET: machine.clientSecret },
    });
  }

  #service(
    id: string,
    { cluster }: Pick<WorkerServiceProps, "cluster">,
    group: SecurityGroup,
    options: ServiceTaskOptions,
  ): FargateService {
    const scope = new Construct(this, id);
    return new FargateService(scope, "Service", {
      cluster,
      taskDefinition: createServiceTask(scope, options).definition,
      serviceName: `holdfast-${options.name}`,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [group],
      assignPublicIp: false,
      // Rounds take their work by lock, so a second process harms nothing; one of each is enough until the queue says otherwise.
      desiredCount: 1,
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      circuitBreaker: { rollback: true },
      enableExecuteCommand: false,
    });
  }
}
