// What contract cases stand on: pools, clients and users made by Cognito's own operations, at a local pool or at a real one.
import { randomBytes } from "node:crypto";
import { listMessages } from "../codes/outbox";
import { openSrp, sdkSend, srpProof, textOf, type Answer, type Send } from "../testing/drive-pool";
import type { RunningTestPool } from "../server/start-test-pool";
import type { PoolTriggers } from "../triggers/triggers";
import type { CaseClient, CaseUser, ContractStand, LocalControl } from "./contract-case";

type Settings = Readonly<Record<string, unknown>>;

/** A name that no other case uses. */
function freshName(): string {
  return `contract-${randomBytes(6).toString("hex")}`;
}

function partOf(answer: Answer, name: string): Settings {
  return answer[name] as Settings;
}

function textIn(fields: Settings, name: string): string {
  const value = fields[name];
  return textOf(typeof value === "string" ? value : undefined);
}

async function newClient(send: Send, poolId: string, settings: Settings): Promise<CaseClient> {
  const client = partOf(await send("CreateUserPoolClient", { UserPoolId: poolId, ClientName: freshName(), ...settings }), "UserPoolClient");
  const secret = client["ClientSecret"];
  return { id: textIn(client, "ClientId"), poolId, secret: typeof secret === "string" ? secret : null };
}

/** In a pool whose username is the email, the username is one that the pool made up. */
async function newUser(send: Send, poolId: string, isNamedByEmail: boolean): Promise<CaseUser> {
  const name = freshName();
  const email = `${name}@example.com`;
  const password = `Contract-${randomBytes(9).toString("hex")}-1!`;
  const attributes = [
    { Name: "email", Value: email },
    { Name: "email_verified", Value: "true" },
  ];
  const made = await send("AdminCreateUser", {
    UserPoolId: poolId,
    Username: isNamedByEmail ? email : name,
    UserAttributes: attributes,
    // Another one than the permanent password: a pool may remember the temporary one.
    TemporaryPassword: `First-${password}`,
    MessageAction: "SUPPRESS",
  });
  const username = textIn(partOf(made, "User"), "Username");
  await send("AdminSetUserPassword", { UserPoolId: poolId, Username: username, Password: password, Permanent: true });
  return { username, email, password };
}

/** A stand over any pool: `send` reaches it, `local` is null where only Cognito's own operations are at hand. */
export function createStand(send: Send, local: LocalControl | null, onPool: (poolId: string) => void = () => undefined): ContractStand {
  const namedByEmail = new Set<string>();
  const nowMs = () => local?.nowMs() ?? Date.now();
  return {
    send,
    get local() {
      if (local === null) throw new Error("This case needs a local pool; its liveReason must say so.");
      return local;
    },
    newPool: async (settings = {}) => {
      const id = textIn(partOf(await send("CreateUserPool", { PoolName: freshName(), ...settings }), "UserPool"), "Id");
      onPool(id);
      if (Array.isArray(settings["UsernameAttributes"]) && settings["UsernameAttributes"].includes("email")) namedByEmail.add(id);
      return id;
    },
    newClient: (poolId, settings = {}) => newClient(send, poolId, settings),
    newUser: (poolId) => newUser(send, poolId, namedByEmail.has(poolId)),
    passPassword: async (client, user) => {
      const open = await openSrp(send, client, user.username);
      return send("RespondToAuthChallenge", srpProof(open, user.password, nowMs()));
    },
  };
}

/** The stand over a local pool. `triggers` is the table that the pool was started with, if cases are to change it. */
export function createLocalStand(
  running: RunningTestPool,
  sdk: Readonly<Record<string, unknown>>,
  triggers: Record<string, PoolTriggers> = {},
): ContractStand {
  const { pool } = running;
  return createStand(sdkSend(sdk, running.url), {
    codeFor: (email) => textOf(listMessages(pool.needs.store, email).at(-1)?.code),
    advance: (seconds) => pool.advanceClock(seconds),
    nowMs: () => pool.needs.clock.nowMs(),
    setTriggers: (poolId, handlers) => {
      triggers[poolId] = handlers;
    },
  });
}
