// One task of ours: a container without rights on its host, with a root that cannot be written, and a second one that takes its figures to CloudWatch.
import { Duration, Stack } from "aws-cdk-lib";
import type { IRepository } from "aws-cdk-lib/aws-ecr";
import {
  ContainerImage,
  CpuArchitecture,
  FargateTaskDefinition,
  LinuxParameters,
  LogDriver,
  OperatingSystemFamily,
  Secret as ContainerSecret,
  Capability,
  type ContainerDefinition,
} from "aws-cdk-lib/aws-ecs";
import { ServicePrincipal, Role, type IRole } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { ISecret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { createLogGroup } from "./log-group";
import { addMetricsCollector, METRICS_ENDPOINT } from "./metrics-collector";

/** The authorities that sign the database's certificate; the deployment's own layer of the images brings them (docs/deploy.md). */
const DATABASE_CERTIFICATES = "/etc/holdfast/rds-ca.pem";

/** The unprivileged user of the images. */
const USER = "10001:10001";

export interface ServiceTaskOptions {
  readonly name: string;
  readonly image: { readonly repository: IRepository; readonly tag: string };
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, ISecret>>;
  readonly dataKey: IKey;
  /** Without one, a role that may do nothing: most of our processes call no service of AWS by their own right. */
  readonly taskRole?: IRole;
  readonly command?: readonly string[];
  /** Whether the process tells figures; then a collector stands beside it. */
  readonly toldFigures?: boolean;
}

/** A task, and the container of it that is ours. */
export interface ServiceTask {
  readonly definition: FargateTaskDefinition;
  readonly container: ContainerDefinition;
}

/** Makes the task. A secret is named, never written down: the agent reads it when the task starts, with a role that may read these and no other. */
export function createServiceTask(scope: Construct, options: ServiceTaskOptions): ServiceTask {
  const { name, image, cpu, memoryMiB, environment, secrets, dataKey, command, toldFigures = false } = options;
  const taskRole = options.taskRole ?? roleOfTask(scope, "TaskRole");
  const definition = new FargateTaskDefinition(scope, "Task", {
    family: `holdfast-${name}`,
    cpu,
    memoryLimitMiB: memoryMiB,
    runtimePlatform: { cpuArchitecture: CpuArchitecture.ARM64, operatingSystemFamily: OperatingSystemFamily.LINUX },
    executionRole: roleOfTask(scope, "ExecutionRole"),
    taskRole,
  });
  const container = definition.addContainer("Main", {
    image: ContainerImage.fromEcrRepository(image.repository, image.tag),
    user: USER,
    readonlyRootFilesystem: true,
    privileged: false,
    linuxParameters: withoutCapabilities(scope, "Limits"),
    stopTimeout: Duration.seconds(30),
    environment: {
      NODE_ENV: "production",
      NODE_EXTRA_CA_CERTS: DATABASE_CERTIFICATES,
      ...(toldFigures ? { OTEL_EXPORTER_OTLP_ENDPOINT: METRICS_ENDPOINT } : {}),
      ...environment,
    },
    secrets: Object.fromEntries(Object.entries(secrets).map(([key, secret]) => [key, ContainerSecret.fromSecretsManager(secret)])),
    logging: LogDriver.awsLogs({ streamPrefix: name, logGroup: createLogGroup(scope, "Log", { name: `/holdfast/${name}`, dataKey }) }),
    // The image's own question; the container service does not read the one that stands in the image.
    healthCheck: {
      command: ["CMD", "node", "healthy.mjs"],
      interval: Duration.seconds(15),
      timeout: Duration.seconds(5),
      retries: 3,
      startPeriod: Duration.seconds(60),
    },
    ...(command === undefined ? {} : { command: [...command] }),
  });
  // The only place that can be written, and empty at every start: a worker shows its life there.
  definition.addVolume({ name: "scratch" });
  container.addMountPoints({ sourceVolume: "scratch", containerPath: "/tmp", readOnly: false });
  if (toldFigures) addMetricsCollector(scope, definition, { name, dataKey, user: USER, taskRole });
  return { definition, container };
}

/** A role that only the container service takes, and only for a task of this account. */
const roleOfTask = (scope: Construct, id: string): Role =>
  new Role(scope, id, {
    assumedBy: new ServicePrincipal("ecs-tasks.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": Stack.of(scope).account } },
    }),
  });

/** Node needs none of the kernel's privileges; an init process takes the signals and the orphans. */
export function withoutCapabilities(scope: Construct, id: string): LinuxParameters {
  const limits = new LinuxParameters(scope, id, { initProcessEnabled: true });
  limits.dropCapabilities(Capability.ALL);
  return limits;
}
