// Who may speak to whom, all in one place: nothing is open that is not a line here, outwards either.
import { Peer, Port, SecurityGroup, type IVpc } from "aws-cdk-lib/aws-ec2";

export const APP_PORT = 3000;
export const DATABASE_PORT = 5432;
const HTTPS = 443;
const SMTPS = 465;

export type SecurityGroups = Readonly<
  Record<"edge" | "opsEdge" | "app" | "ops" | "worker" | "indexer" | "migration" | "database", SecurityGroup>
>;

/** Makes the groups; `staffNetworks` are the networks, in CIDR form, from which the support desk can be reached at all. */
export function createSecurityGroups(vpc: IVpc, staffNetworks: readonly string[]): SecurityGroups {
  const group = (id: string, description: string): SecurityGroup =>
    new SecurityGroup(vpc.stack, id, { vpc, description, allowAllOutbound: false });
  const groups: SecurityGroups = {
    edge: group("EdgeGroup", "Load balancer of the product"),
    opsEdge: group("OpsEdgeGroup", "Load balancer of the support desk, inside"),
    app: group("AppGroup", "Processes of the product"),
    ops: group("OpsGroup", "Processes of the support desk"),
    worker: group("WorkerGroup", "Settlement, notices and mail"),
    indexer: group("IndexerGroup", "Market indexer"),
    migration: group("MigrationGroup", "Migrations, run by hand"),
    database: group("DatabaseGroup", "The database"),
  };
  groups.edge.addIngressRule(Peer.anyIpv4(), Port.tcp(HTTPS), "Traders");
  for (const network of staffNetworks) groups.opsEdge.addIngressRule(Peer.ipv4(network), Port.tcp(HTTPS), "Staff");
  connect(groups.edge, groups.app, APP_PORT, "To the product");
  connect(groups.opsEdge, groups.ops, APP_PORT, "To the desk");
  for (const name of ["app", "ops", "worker", "migration"] as const)
    connect(groups[name], groups.database, DATABASE_PORT, "To the database");
  for (const name of ["app", "ops", "worker", "indexer", "migration"] as const)
    groups[name].addEgressRule(Peer.anyIpv4(), Port.tcp(HTTPS), "AWS, the chain's node, webhooks");
  groups.worker.addEgressRule(Peer.anyIpv4(), Port.tcp(SMTPS), "Mail");
  return groups;
}

function connect(from: SecurityGroup, to: SecurityGroup, port: number, why: string): void {
  from.addEgressRule(to, Port.tcp(port), why);
  to.addIngressRule(from, Port.tcp(port), why);
}
