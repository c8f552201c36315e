// The pools that account tests run on, none with MFA: one with aliases, one whose usernames are emails, and a strict one.
import { createPoolClock } from "../clock/pool-clock";
import { listMessages } from "../codes/outbox";
import { startTestPool, type RunningTestPool } from "../server/start-test-pool";
import { openKeyRing } from "../store/key-ring";
import { parseSeed } from "../store/seed";
import { createTriggers, type PoolTriggers } from "../triggers/triggers";
import { MACHINE_MS, tokensOf, type Answer, type Send } from "./drive-pool";
import type { TestClient } from "./test-seed";

/** Email and preferred_username are aliases; two passwords are remembered; `custom:desk` once, `custom:limit` a number. */
export const ALIASES = "eu-central-1_Aliases01";
/** The username is the email; a new email waits for its proof. */
export const NAMED = "eu-central-1_Named0001";
/** Case sensitive, nothing verified automatically, recovery by administrators only, and a name required. */
export const STRICT = "eu-central-1_Strict001";

const client = (id: string, poolId: string): TestClient => ({ id, poolId, secret: null });
export const APP = client("app00000000000000000000000", ALIASES);
export const OLD_APP = client("oldapp00000000000000000000", ALIASES);
/** Reads the name and the limit, writes the name only. */
export const NARROW_APP = client("narrowapp00000000000000000", ALIASES);
export const NAMED_APP = client("namedapp000000000000000000", NAMED);
export const STRICT_APP = client("strictapp00000000000000000", STRICT);

export const ADA = {
  username: "ada",
  email: "ada@example.test",
  password: "the first passphrase",
  sub: "5e7f1a52-2222-4222-8222-0000000000a1",
};
export const BOB = {
  username: "bob",
  email: "bob@example.test",
  password: "another passphrase",
  sub: "5e7f1a52-2222-4222-8222-0000000000b1",
};

const FLOWS = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_AUTH"];
const app = ({ id }: TestClient, more: object = {}) => ({ id, explicitAuthFlows: FLOWS, preventUserExistenceErrors: true, ...more });
const legacy = { preventUserExistenceErrors: false, explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] };

const SEED = parseSeed({
  pools: [
    {
      id: ALIASES,
      aliasAttributes: ["email", "preferred_username"],
      autoVerifiedAttributes: ["email"],
      passwordPolicy: { lengthMin: 12, historySize: 2 },
      customAttributes: [
        { name: "desk", isMutable: false, lengthMax: 5 },
        { name: "limit", type: "Number" },
      ],
      clients: [
        app(APP, { writeAttributes: ["name", "email", "preferred_username", "phone_number", "custom:desk", "custom:limit"] }),
        app(OLD_APP, legacy),
        app(NARROW_APP, { readAttributes: ["name", "custom:limit"], writeAttributes: ["name"] }),
      ],
    },
    {
      id: NAMED,
      usernameAttributes: ["email"],
      autoVerifiedAttributes: ["email"],
      verifyBeforeUpdate: ["email"],
      passwordPolicy: { lengthMin: 12 },
      clients: [app(NAMED_APP)],
    },
    { id: STRICT, isCaseSensitive: true, recoveryOptions: ["admin_only"], passwordPolicy: { lengthMin: 12 }, clients: [app(STRICT_APP)] },
  ],
  users: [ADA, BOB].map((user) => ({ ...user, poolId: ALIASES })),
});
const keys = openKeyRing(null);

/** The pools on a free port, with a clock that moves only when told to; `triggers` may be changed while they run. */
export async function startAccountPool(triggers: Record<string, PoolTriggers> = {}): Promise<RunningTestPool> {
  // Keys take seconds on a busy machine; made here, they do not count against the time of whichever test signs in first.
  await Promise.all([ALIASES, NAMED, STRICT].map((poolId) => keys.prepare(poolId)));
  const clock = createPoolClock(0, () => MACHINE_MS);
  return startTestPool({ port: 0, dataDir: null, clockFile: null, seed: SEED, keys, clock, triggers: createTriggers(triggers) });
}

/** The newest code that was mailed there. */
export function codeFor(running: RunningTestPool, to: string): string {
  return listMessages(running.pool.needs.store, to).at(-1)?.code ?? "";
}

/** A six-digit code that is not the given one. */
export function wrongCode(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, "0");
}

/** Starts USER_PASSWORD_AUTH. */
export function tryPassword(send: Send, { id }: TestClient, name: string, password: string): Promise<Answer> {
  return send("InitiateAuth", { ClientId: id, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: name, PASSWORD: password } });
}

/** An access token of somebody who has no second factor. */
export async function tokenOf(send: Send, app: TestClient, name: string, password: string): Promise<string> {
  return tokensOf(await tryPassword(send, app, name, password)).AccessToken;
}

/** The attributes that GetUser shows, by name. */
export async function attributesOf(send: Send, AccessToken: string): Promise<Readonly<Record<string, string>>> {
  const { UserAttributes } = await send("GetUser", { AccessToken });
  return Object.fromEntries((UserAttributes as { Name: string; Value: string }[]).map(({ Name, Value }) => [Name, Value]));
}
