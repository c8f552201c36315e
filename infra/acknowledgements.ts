// What cdk-nag says and we mean to keep, each with its reason. A line that nothing needs any more turns a test red.
import { Validations, type App } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** One finding that stays. */
export interface Acknowledgement {
  /** Paths of the constructs, from the stack on. */
  readonly at: readonly string[];
  readonly id: string;
  readonly reason: string;
}

const KEYS = ["SessionSealKey", "RecoveryTicketKey", "WebhookKey"].map((name) => `HoldfastSecrets/${name}`);
const BROUGHT = ["MailUrl", "ChainRpcUrl"].map((name) => `HoldfastSecrets/${name}`);
const ROLES = ["owner", "app", "worker", "ops", "keeper"].flatMap((role) => [
  `HoldfastDatabase/${role}Password`,
  `HoldfastDatabase/${role}Url`,
]);
const CLIENTS = ["HoldfastUserPool/WebClientSecret", "HoldfastUserPool/MachineClientSecret", "HoldfastStaffPool/WebClientSecret"];
const SERVICES = ["HoldfastApp", "HoldfastOps", "HoldfastWorker/Worker", "HoldfastWorker/Indexer"];

/** Every finding that stays. */
export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  {
    at: ["HoldfastUserPool/Pool", "HoldfastStaffPool/Pool"],
    id: "AwsSolutions-COG1",
    reason:
      "ASVS 6.2.5 and NIST SP 800-63B forbid rules of composition; twelve characters and refused leaked passwords stand in their place (ADR 046).",
  },
  {
    at: ["HoldfastNetwork/EdgeGroup"],
    id: "AwsSolutions-EC23",
    reason: "Traders come from everywhere; only port 443 of the load balancer is open, behind the web ACL (ADR 048).",
  },
  {
    at: KEYS,
    id: "AwsSolutions-SMG4",
    reason:
      "Product and trigger must change such a key together; docs/deploy.md says how, and a change by the clock would break one of them (ADR 050).",
  },
  {
    at: BROUGHT,
    id: "AwsSolutions-SMG4",
    reason: "The value is another service's credential; it changes where it is made (docs/deploy.md).",
  },
  {
    at: ROLES,
    id: "AwsSolutions-SMG4",
    reason:
      "The master's password, which could change these, is turned by RDS every week; these change with the migration task (docs/deploy.md, ADR 050).",
  },
  {
    at: CLIENTS,
    id: "AwsSolutions-SMG4",
    reason: "Cognito makes the secret of a client; a new one is a new secret of the client there (docs/deploy.md).",
  },
  {
    at: ["HoldfastApp/AccessLogs", "HoldfastOps/AccessLogs"],
    id: "AwsSolutions-S1",
    reason: "The bucket holds access logs itself; the trail tells who changes it.",
  },
  {
    at: SERVICES.map((service) => `${service}/ExecutionRole/DefaultPolicy`),
    id: "AwsSolutions-IAM5[Resource::*]",
    reason: "ecr:GetAuthorizationToken knows no resource; infra/star-exceptions.ts lists it as the only statement with one.",
  },
  {
    at: SERVICES.map((service) => `${service}/Task`),
    id: "AwsSolutions-ECS2",
    reason:
      "Open settings (addresses, ids) stand in the definition; whatever is secret comes from Secrets Manager, and a test tells the two apart.",
  },
];

/** Tells cdk-nag. A path that leads nowhere stops the synthesis. */
export function acknowledgeFindings(app: App): void {
  for (const { at, id, reason } of ACKNOWLEDGEMENTS)
    for (const path of at) Validations.of(constructAt(app, path)).acknowledge({ id, reason });
}

const constructAt = (app: App, path: string): IConstruct =>
  path.split("/").reduce<IConstruct>((construct, name) => construct.node.findChild(name), app);
