// Our processes speak OpenTelemetry and know nothing of CloudWatch. A collector beside each takes what it is told and writes it as CloudWatch metrics of
// the namespace Holdfast (embedded metric format: by way of a log group, so that its role needs that log group and nothing wider).
import { Stack } from "aws-cdk-lib";
import { ContainerImage, LinuxParameters, Capability, LogDriver, type FargateTaskDefinition } from "aws-cdk-lib/aws-ecs";
import { Policy, PolicyStatement, type IRole } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { createLogGroup } from "./log-group";

/** The namespace of every figure of ours. */
export const METRICS_NAMESPACE = "Holdfast";
/** Where a process tells its figures: the collector in its own task. */
export const METRICS_ENDPOINT = "http://127.0.0.1:4318";

const IMAGE = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3";

interface CollectorOptions {
  readonly name: string;
  readonly dataKey: IKey;
  readonly user: string;
  readonly taskRole: IRole;
}

/** Adds the collector to a task. It is not essential: figures that are lost stop no payment. */
export function addMetricsCollector(
  scope: Construct,
  definition: FargateTaskDefinition,
  { name, dataKey, user, taskRole }: CollectorOptions,
): void {
  const figures = createLogGroup(scope, "Figures", { name: `/holdfast/${name}/metrics`, dataKey });
  const own = createLogGroup(scope, "CollectorLog", { name: `/holdfast/${name}/collector`, dataKey });
  // A policy of this stack, attached to the role: the role may stand in another stack, which must not come to depend on this one.
  new Policy(scope, "WritesFigures", {
    roles: [taskRole],
    statements: [
      new PolicyStatement({
        actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        resources: [figures.logGroupArn],
      }),
    ],
  });
  const limits = new LinuxParameters(scope, "CollectorLimits", { initProcessEnabled: true });
  limits.dropCapabilities(Capability.ALL);
  definition.addContainer("Collector", {
    image: ContainerImage.fromRegistry(IMAGE),
    essential: false,
    user,
    readonlyRootFilesystem: true,
    privileged: false,
    linuxParameters: limits,
    memoryLimitMiB: 256,
    environment: { AOT_CONFIG_CONTENT: JSON.stringify(collectorConfiguration(figures.logGroupName, Stack.of(scope).region)) },
    logging: LogDriver.awsLogs({ streamPrefix: "collector", logGroup: own }),
  });
}

const collectorConfiguration = (logGroupName: string, region: string): object => ({
  receivers: { otlp: { protocols: { http: { endpoint: "127.0.0.1:4318" } } } },
  exporters: {
    awsemf: {
      namespace: METRICS_NAMESPACE,
      region,
      log_group_name: logGroupName,
      dimension_rollup_option: "NoDimensionRollup",
      // Alarms ask by exactly these; whatever else the collector knows of itself is no dimension.
      metric_declarations: [
        { dimensions: [["signal"]], metric_name_selectors: ["^holdfast\\.alerts$"] },
        { dimensions: [["kind"]], metric_name_selectors: ["^holdfast\\.security_events$"] },
      ],
    },
  },
  service: { pipelines: { metrics: { receivers: ["otlp"], exporters: ["awsemf"] } } },
});
