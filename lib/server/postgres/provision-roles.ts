// Makes the five database roles and the database itself. Needs a superuser once, or the master of a hosted server, who may make roles and databases and is
// none; nothing else in the product ever is one.
import "server-only";
import pg from "pg";
import { invariant } from "@/lib/ground/invariant";

/** One password per role, chosen by whoever installs. */
export interface RolePasswords {
  readonly owner: string;
  readonly app: string;
  readonly worker: string;
  readonly ops: string;
  /** Of what runs by hand: no process of ours is given it. */
  readonly keeper: string;
}

/** Connection urls of the five roles to the provisioned database. */
export interface RoleUrls {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly workerUrl: string;
  readonly opsUrl: string;
  readonly keeperUrl: string;
}

const ROLES = {
  ...{ owner: "holdfast_owner", app: "holdfast_app", worker: "holdfast_worker" },
  ...{ ops: "holdfast_ops", keeper: "holdfast_keeper" },
} as const;

/**
 * Creates (or resets the password and attributes of) holdfast_owner, _app, _worker, _ops and _keeper, and the database, owned by holdfast_owner.
 * None of them is superuser, may bypass row security or may create roles. Running it again changes nothing else.
 */
export async function provisionRoles(options: {
  readonly superuserUrl: string;
  readonly passwords: RolePasswords;
  readonly database: string;
}): Promise<RoleUrls> {
  invariant(/^[a-z][a-z0-9_]{0,62}$/.test(options.database), "a database name is a plain lower-case identifier");
  await withClient(options.superuserUrl, async (client) => {
    const isSuperuser = await readIsSuperuser(client);
    for (const key of ["owner", "app", "worker", "ops", "keeper"] as const)
      await provisionRole(client, { role: ROLES[key], password: options.passwords[key], isSuperuser });
    // Whoever is no superuser can hand a database only to a role that they can be; they stop being it below.
    if (!isSuperuser) await client.query(`GRANT ${ROLES.owner} TO CURRENT_USER WITH INHERIT TRUE, SET TRUE`);
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [options.database]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${options.database} OWNER ${ROLES.owner}`);
    await client.query(`REVOKE ALL ON DATABASE ${options.database} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${options.database} TO ${ROLES.app}, ${ROLES.worker}, ${ROLES.ops}, ${ROLES.keeper}`);
  });
  await withClient(roleUrl(options.superuserUrl, null, options.database), async (client) => {
    await client.query("REVOKE ALL ON SCHEMA public FROM PUBLIC");
    if (!(await readIsSuperuser(client))) await client.query(`REVOKE ${ROLES.owner} FROM CURRENT_USER`);
  });
  const urlOf = (key: keyof typeof ROLES): string =>
    roleUrl(options.superuserUrl, { role: ROLES[key], password: options.passwords[key] }, options.database);
  return { ownerUrl: urlOf("owner"), appUrl: urlOf("app"), workerUrl: urlOf("worker"), opsUrl: urlOf("ops"), keeperUrl: urlOf("keeper") };
}

async function readIsSuperuser(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ rolsuper: boolean }>("SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
  return rows[0]?.rolsuper === true;
}

interface RoleToMake {
  readonly role: string;
  readonly password: string;
  readonly isSuperuser: boolean;
}

async function provisionRole(client: pg.Client, { role, password, isSuperuser }: RoleToMake): Promise<void> {
  const { rows } = await client.query<{ isMighty: boolean }>(
    `SELECT rolsuper OR rolbypassrls OR rolreplication AS "isMighty" FROM pg_roles WHERE rolname = $1`,
    [role],
  );
  const verb = rows[0] === undefined ? "CREATE" : "ALTER";
  // Only a superuser may so much as name these of a role that exists; a role that has one of them is not ours to take over.
  const ofSuperusers = verb === "CREATE" || isSuperuser ? "NOSUPERUSER NOBYPASSRLS NOREPLICATION" : "";
  invariant(ofSuperusers !== "" || rows[0]?.isMighty === false, `${role} is no role that may see or copy everything`);
  await client.query(`${verb} ROLE ${role} LOGIN ${ofSuperusers} NOCREATEDB NOCREATEROLE NOINHERIT PASSWORD ${pg.escapeLiteral(password)}`);
}

function roleUrl(superuserUrl: string, login: { readonly role: string; readonly password: string } | null, database: string): string {
  const url = new URL(superuserUrl);
  if (login !== null) {
    url.username = login.role;
    url.password = encodeURIComponent(login.password);
  }
  url.pathname = `/${database}`;
  return url.toString();
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
