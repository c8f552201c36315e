// What is chosen once per installation: names, passwords and keys. Random, so that no demo in the world shares a secret with another.
import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { writePrivateFile } from "./write-private-file";

export interface DemoUser {
  readonly email: string;
  readonly password: string;
  readonly sub: string;
  readonly username: string;
  /** Base32, absent when nothing is enrolled. */
  readonly totpSecret?: string;
}

export interface DemoPool {
  readonly id: string;
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly users: readonly DemoUser[];
}

/** An app client of our own machines: no user, only a secret. */
export interface DemoMachine {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface Installation {
  readonly region: string;
  readonly traders: DemoPool;
  readonly staff: DemoPool;
  /** The indexer's client in the traders' pool. */
  readonly indexer: DemoMachine;
  /** 32 bytes in base64url with the prefix that production refuses. */
  readonly sessionSealKey: string;
  /** Of the same form; the product and the pool's triggers share it. */
  readonly recoveryTicketKey: string;
  /** Of the same form; the product and the worker share it. */
  readonly webhookKey: string;
  /** The private key of the account that pays withdrawals, with the prefix that production refuses. Only the worker is given it. */
  readonly settlementKey: string;
  readonly rolePasswords: Readonly<Record<"owner" | "app" | "worker" | "ops" | "keeper", string>>;
}

const REGION = "eu-central-1";
const ALPHANUMERIC = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";
const LOWER = "abcdefghijkmnpqrstuvwxyz23456789";
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Reads the installation of `dataDir`, or makes it (0600). One from before there were payments, recoveries, an index or what runs by hand gets their keys now. */
export function openInstallation(dataDir: string): Installation {
  const file = path.join(dataDir, "installation.json");
  const write = (installation: Installation): void => {
    writePrivateFile(file, `${JSON.stringify(installation, null, 2)}\n`);
  };
  if (!existsSync(file)) write(makeInstallation());
  const noted = JSON.parse(readFileSync(file, "utf8")) as Noted;
  const installation = {
    ...noted,
    settlementKey: noted.settlementKey ?? makeSettlementKey(),
    recoveryTicketKey: noted.recoveryTicketKey ?? makeSealKey(),
    indexer: noted.indexer ?? makeMachine(),
    webhookKey: noted.webhookKey ?? makeSealKey(),
    rolePasswords: { ...noted.rolePasswords, keeper: noted.rolePasswords.keeper ?? makeRolePassword() },
  };
  if (LATE_KEYS.some((key) => noted[key] === undefined) || noted.rolePasswords.keeper === undefined) write(installation);
  return installation;
}

/** Keys that an older installation does not have. */
const LATE_KEYS = ["settlementKey", "recoveryTicketKey", "indexer", "webhookKey"] as const;
type LateKey = (typeof LATE_KEYS)[number];
type Noted = Omit<Installation, LateKey | "rolePasswords"> &
  Partial<Pick<Installation, LateKey>> & {
    readonly rolePasswords: Omit<Installation["rolePasswords"], "keeper"> & { readonly keeper?: string };
  };

const makeRolePassword = (): string => randomBytes(24).toString("base64url");
const makeSealKey = (): string => `demo.${randomBytes(32).toString("base64url")}`;
const makeSettlementKey = (): string => `demo.0x${randomBytes(32).toString("hex")}`;

function makeInstallation(): Installation {
  return {
    region: REGION,
    traders: makePool("holdfast-demo-traders", [makeUser("trader@holdfast.test", true), makeUser("newcomer@holdfast.test", false)]),
    staff: makePool("holdfast-demo-staff", [makeUser("operator@holdfast.test", true), makeUser("operator2@holdfast.test", true)]),
    indexer: makeMachine(),
    sessionSealKey: makeSealKey(),
    recoveryTicketKey: makeSealKey(),
    webhookKey: makeSealKey(),
    settlementKey: makeSettlementKey(),
    rolePasswords: {
      ...{ owner: makeRolePassword(), app: makeRolePassword(), worker: makeRolePassword() },
      ...{ ops: makeRolePassword(), keeper: makeRolePassword() },
    },
  };
}

const makeMachine = (): DemoMachine => ({ clientId: pick(LOWER, 26), clientSecret: pick(LOWER, 51) });

function makePool(name: string, users: readonly DemoUser[]): DemoPool {
  return { id: `${REGION}_${pick(ALPHANUMERIC, 9)}`, name, clientId: pick(LOWER, 26), clientSecret: pick(LOWER, 51), users };
}

function makeUser(email: string, hasTotp: boolean): DemoUser {
  // The same form as a pool gives a user who signs up: an opaque name, and a sub of its own.
  const user = { email, password: readablePassword(), sub: randomUUID(), username: randomUUID() };
  return hasTotp ? { ...user, totpSecret: pick(BASE32, 32) } : user;
}

/** Four groups that a person can type from one window into another, 70 bits, with every kind of character a policy may ask for. */
function readablePassword(): string {
  return `${["Hf", pick(LOWER, 4), pick(LOWER, 4), pick(LOWER, 4), pick(LOWER, 2)].join("-")}-${pick("23456789", 2)}`;
}

function pick(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}
