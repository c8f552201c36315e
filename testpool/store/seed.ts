// The seed file: which pools, clients and users an empty pool starts with. A wrong seed stops the start in one sentence.
import { readFileSync } from "node:fs";
import { isFields, type Fields } from "../protocol/read-fields";
import type { ClientRecord, MfaConfiguration, PoolRecord, WebAuthnSettings } from "./records";

/** A seeded user. The password is kept in the seed only; the pool stores its verifier. */
export interface SeedUser {
  readonly poolId: string;
  readonly email: string;
  readonly password: string;
  readonly sub: string;
  readonly username: string;
  readonly totpSecret: string | null;
}

export interface Seed {
  readonly pools: readonly PoolRecord[];
  readonly clients: readonly ClientRecord[];
  readonly users: readonly SeedUser[];
}

/** A seed that cannot be used; the message names the place. */
export class SeedError extends Error {
  override readonly name = "SeedError";
}

function text(fields: Fields, name: string, where: string): string {
  const value = fields[name];
  if (typeof value !== "string" || value === "") throw new SeedError(`The seed needs a text at ${where}.${name}.`);
  return value;
}

function seconds(fields: Fields, name: string, where: string, fallback: number): number {
  const value = fields[name] ?? fallback;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0) {
    throw new SeedError(`The seed needs a whole number at ${where}.${name}.`);
  }
  return value;
}

function oneOf<Value extends string>(fields: Fields, name: string, where: string, values: readonly Value[], fallback: Value): Value {
  const value = fields[name] ?? fallback;
  const known = values.find((candidate) => candidate === value);
  if (known === undefined) throw new SeedError(`The seed needs one of ${values.join(", ")} at ${where}.${name}.`);
  return known;
}

function list(fields: Fields, name: string, where: string): Fields[] {
  const value = fields[name] ?? [];
  if (!Array.isArray(value) || !value.every(isFields)) throw new SeedError(`The seed needs a list of objects at ${where}.${name}.`);
  return value;
}

function parseWebAuthn(value: unknown, where: string): WebAuthnSettings | null {
  if (value === undefined || value === null) return null;
  if (!isFields(value)) throw new SeedError(`The seed needs an object at ${where}.`);
  return {
    relyingPartyId: text(value, "relyingPartyId", where),
    userVerification: oneOf(value, "userVerification", where, ["required", "preferred"], "required"),
    factorConfiguration: oneOf(
      value,
      "factorConfiguration",
      where,
      ["SINGLE_FACTOR", "MULTI_FACTOR_WITH_USER_VERIFICATION"],
      "SINGLE_FACTOR",
    ),
  };
}

const MFA: readonly MfaConfiguration[] = ["OFF", "OPTIONAL", "ON"];

function parsePool(fields: Fields, where: string): PoolRecord {
  const id = text(fields, "id", where);
  if (!/^[\w-]+_[0-9a-zA-Z]+$/.test(id)) throw new SeedError(`The seed needs a pool id like eu-central-1_AbCdEf123 at ${where}.id.`);
  return {
    id,
    name: text({ name: id, ...fields }, "name", where),
    region: text({ region: id.slice(0, id.indexOf("_")), ...fields }, "region", where),
    mfaConfiguration: oneOf(fields, "mfaConfiguration", where, MFA, "OFF"),
    webAuthn: parseWebAuthn(fields["webAuthn"], `${where}.webAuthn`),
    selfSignUp: fields["selfSignUp"] !== false,
    issuerType: oneOf(fields, "issuerType", where, ["ORIGINAL", "UPDATED"], "ORIGINAL"),
  };
}

function parseClient(fields: Fields, poolId: string, where: string): ClientRecord {
  const flows = fields["explicitAuthFlows"] ?? ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"];
  if (!Array.isArray(flows)) throw new SeedError(`The seed needs a list at ${where}.explicitAuthFlows.`);
  const rotation = isFields(fields["rotation"]) ? fields["rotation"] : {};
  const secret = fields["secret"];
  return {
    id: text(fields, "id", where),
    poolId,
    secret: typeof secret === "string" && secret !== "" ? secret : null,
    explicitAuthFlows: flows.map(String),
    accessTokenSeconds: seconds(fields, "accessTokenSeconds", where, 3600),
    refreshTokenSeconds: seconds(fields, "refreshTokenSeconds", where, 30 * 86_400),
    rotation: { enabled: rotation["enabled"] === true, graceSeconds: seconds(rotation, "graceSeconds", `${where}.rotation`, 0) },
    preventUserExistenceErrors: fields["preventUserExistenceErrors"] === true,
  };
}

function parseUser(fields: Fields, where: string): SeedUser {
  const totpSecret = fields["totpSecret"] ?? null;
  if (totpSecret !== null && (typeof totpSecret !== "string" || !/^[A-Z2-7]+$/.test(totpSecret))) {
    throw new SeedError(`The seed needs a base32 text at ${where}.totpSecret.`);
  }
  return {
    poolId: text(fields, "poolId", where),
    email: text(fields, "email", where),
    password: text(fields, "password", where),
    sub: text(fields, "sub", where),
    username: text(fields, "username", where),
    totpSecret,
  };
}

/** Checks a parsed seed; throws SeedError with one sentence that names the place. */
export function parseSeed(value: unknown): Seed {
  if (!isFields(value)) throw new SeedError("The seed is not a JSON object.");
  const poolFields = list(value, "pools", "seed");
  const pools = poolFields.map((fields, index) => parsePool(fields, `pools[${index}]`));
  const clients = poolFields.flatMap((fields, index) =>
    list(fields, "clients", `pools[${index}]`).map((client, place) =>
      parseClient(client, pools[index]?.id ?? "", `pools[${index}].clients[${place}]`),
    ),
  );
  const users = list(value, "users", "seed").map((fields, index) => parseUser(fields, `users[${index}]`));
  const stray = users.find((user) => !pools.some((pool) => pool.id === user.poolId));
  if (stray !== undefined) throw new SeedError(`The seed's user ${stray.email} names an unknown pool ${stray.poolId}.`);
  return { pools, clients, users };
}

/** Reads and checks a seed file. */
export function readSeedFile(path: string): Seed {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new SeedError(`The seed file ${path} cannot be read: ${error instanceof Error ? error.message : "unknown"}`);
  }
  return parseSeed(value);
}
