// Every alarm as one line: what is measured, where the line is, and what is wrong then. The words are what a person reads at night.
import { Duration } from "aws-cdk-lib";
import { Metric, Stats, type IMetric } from "aws-cdk-lib/aws-cloudwatch";
import type { FargateService } from "aws-cdk-lib/aws-ecs";
import { HttpCodeElb, HttpCodeTarget } from "aws-cdk-lib/aws-elasticloadbalancingv2";
import type { DatabaseCluster } from "aws-cdk-lib/aws-rds";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { METRICS_NAMESPACE } from "./metrics-collector";
import type { UserPoolParts } from "./user-pool";
import type { WebService } from "./web-service";

/** One alarm. */
export interface AlarmLine {
  readonly name: string;
  readonly metric: IMetric;
  /** Goes off at this value and above. */
  readonly threshold: number;
  /** In a row, of the metric's own period. */
  readonly periods: number;
  readonly says: string;
  /** For figures whose silence is the fault. */
  readonly silenceIsAlarm?: boolean;
  readonly below?: boolean;
}

/** What is watched. */
export interface Watched {
  readonly app: WebService;
  readonly ops: WebService;
  readonly worker: FargateService;
  readonly indexer: FargateService;
  readonly database: DatabaseCluster;
  readonly traders: UserPoolParts;
  readonly staff: UserPoolParts;
  readonly poolChanges: Queue;
  readonly unread: Queue;
}

const minutes = (count: number): { readonly period: Duration } => ({ period: Duration.minutes(count) });

function webLines(name: string, { loadBalancer, targets, service }: WebService): AlarmLine[] {
  const { metrics } = loadBalancer;
  const sum = { ...minutes(1), statistic: Stats.SUM };
  return [
    line(`${name}-errors`, targets.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, sum), 5, 3, "The product answers 5xx."),
    line(`${name}-edge-errors`, metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, sum), 10, 3, "The load balancer finds nobody to answer."),
    line(`${name}-unhealthy`, targets.metrics.unhealthyHostCount(minutes(1)), 1, 3, "A process is not ready: pool, database or chain."),
    line(
      `${name}-slow`,
      targets.metrics.targetResponseTime({ ...minutes(5), statistic: "p95" }),
      1.5,
      3,
      "The slowest of twenty answers takes over 1.5 s.",
    ),
    line(`${name}-cpu`, service.metricCpuUtilization(minutes(5)), 85, 3, "Scaling does not keep up."),
    line(`${name}-memory`, service.metricMemoryUtilization(minutes(5)), 85, 3, "Memory runs out."),
  ];
}

const line = (name: string, metric: IMetric, threshold: number, periods: number, says: string): AlarmLine => ({
  name,
  metric,
  threshold,
  periods,
  says,
});

function processLines(name: string, service: FargateService): AlarmLine[] {
  const running = new Metric({
    namespace: "ECS/ContainerInsights",
    metricName: "RunningTaskCount",
    dimensionsMap: { ClusterName: service.cluster.clusterName, ServiceName: service.serviceName },
    ...minutes(1),
    statistic: Stats.MINIMUM,
  });
  return [
    { ...line(`${name}-absent`, running, 1, 5, "Nobody does this work."), below: true, silenceIsAlarm: true },
    line(`${name}-cpu`, service.metricCpuUtilization(minutes(5)), 85, 3, "The process does not keep up."),
    line(`${name}-memory`, service.metricMemoryUtilization(minutes(5)), 85, 3, "Memory runs out."),
  ];
}

function databaseLines(database: DatabaseCluster): AlarmLine[] {
  return [
    line("database-cpu", database.metricCPUUtilization(minutes(5)), 80, 3, "The database is busy; every lock waits longer."),
    line("database-capacity", database.metricServerlessDatabaseCapacity(minutes(5)), 28, 3, "The capacity nears its bound of 32 units."),
    line(
      "database-connections",
      database.metricDatabaseConnections({ ...minutes(1), statistic: Stats.MAXIMUM }),
      800,
      3,
      "Connections run out.",
    ),
    line(
      "database-deadlocks",
      database.metricDeadlocks({ ...minutes(5), statistic: Stats.SUM }),
      1,
      1,
      "Two transactions locked each other out; our order of locks is broken.",
    ),
  ];
}

function poolLines({ pool, webClient }: UserPoolParts): AlarmLine[] {
  const of = (metricName: string): IMetric =>
    new Metric({
      namespace: "AWS/Cognito",
      metricName,
      dimensionsMap: { UserPool: pool.ref, UserPoolClient: webClient.ref },
      ...minutes(1),
      statistic: Stats.SUM,
    });
  return ["SignIn", "SignUp", "TokenRefresh"].map((kind) =>
    line(`pool-${kind.toLowerCase()}-throttles`, of(`${kind}Throttles`), 1, 3, "Cognito's quota is reached; traders see “try again”."),
  );
}

const functionLines = (pool: string, { functions }: UserPoolParts): AlarmLine[] =>
  [...functions].flatMap(([trigger, lambda]) => [
    line(
      `${pool}-${trigger}-errors`,
      lambda.metricErrors({ ...minutes(1), statistic: Stats.SUM }),
      1,
      1,
      "A function of the pool failed; a sign-in ended with it.",
    ),
    line(
      `${pool}-${trigger}-throttles`,
      lambda.metricThrottles({ ...minutes(1), statistic: Stats.SUM }),
      1,
      1,
      "A function of the pool was not started.",
    ),
  ]);

/** The product's own alerts, told through OpenTelemetry; each is already a judgement, so one is enough. */
const SIGNALS = ["repeated_failures", "unexpected_change", "custom_challenge", "token_failures", "pool_change"];

const alertLines = (): AlarmLine[] =>
  SIGNALS.map((signal) => {
    const metric = new Metric({
      namespace: METRICS_NAMESPACE,
      metricName: "holdfast.alerts",
      dimensionsMap: { signal },
      ...minutes(1),
      statistic: Stats.SUM,
    });
    return line(`alert-${signal}`, metric, 1, 1, "The product has seen an attack; the runbook of the signal says what is probed.");
  });

function queueLines({ poolChanges, unread }: Pick<Watched, "poolChanges" | "unread">): AlarmLine[] {
  const age = poolChanges.metricApproximateAgeOfOldestMessage({ ...minutes(5), statistic: Stats.MAXIMUM });
  const left = unread.metricApproximateNumberOfMessagesVisible({ ...minutes(5), statistic: Stats.MAXIMUM });
  return [
    line("pool-changes-unread", age, 600, 1, "A change of a pool waits for ten minutes; the worker does not read."),
    line("pool-changes-refused", left, 1, 1, "A change of a pool could not be read; look at it by hand."),
  ];
}

/** Every alarm there is. */
export const alarmTable = (watched: Watched): AlarmLine[] => [
  ...webLines("app", watched.app),
  ...webLines("ops", watched.ops),
  ...processLines("worker", watched.worker),
  ...processLines("indexer", watched.indexer),
  ...databaseLines(watched.database),
  ...poolLines(watched.traders),
  ...functionLines("traders", watched.traders),
  ...functionLines("staff", watched.staff),
  ...alertLines(),
  ...queueLines(watched),
];
