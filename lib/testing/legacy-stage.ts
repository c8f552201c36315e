// A stage whose people come from another user store: the store as a file, the key of its names, and the temporary client of old passwords.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { argon2id, bcrypt } from "hash-wasm";
import { openProxyStage, type ProxyStage } from "./proxy-stage";

/** The key under which old accounts get their names. */
export const LEGACY_NAME_KEY = `demo.${"m".repeat(43)}`;

/** Where the way for old passwords ends. */
export const LEGACY_UNTIL = "2099-01-01T00:00:00Z";

const CLIENT = { LEGACY_PASSWORD_CLIENT_ID: "legacyclient", LEGACY_PASSWORD_CLIENT_SECRET: "legacyclientsecret0123456789" };

/** Somebody of the old store. */
export interface LegacyPerson {
  readonly legacyId: string;
  readonly email: string;
  readonly password: string;
  readonly kind?: "argon2" | "bcrypt";
  readonly status?: string;
  readonly emailVerified?: boolean;
}

async function hashOf({ password, kind = "argon2" }: LegacyPerson): Promise<string> {
  const salt = new Uint8Array(16).fill(3);
  if (kind === "bcrypt") return bcrypt({ password, salt, costFactor: 4, outputType: "encoded" });
  return argon2id({ password, salt, parallelism: 1, iterations: 2, memorySize: 1_024, hashLength: 32, outputType: "encoded" });
}

async function lineOf(person: LegacyPerson): Promise<string> {
  const { legacyId, email, status = "active", emailVerified = true } = person;
  return JSON.stringify({ legacyId, email, status, emailVerified, passwordHash: await hashOf(person) });
}

/** A stage with its old store. */
export interface LegacyStage extends ProxyStage {
  /** The store, which is also a file that the import takes. */
  readonly storeFile: string;
}

/** Opens the stage with these people in its old store; `isOpen` says whether old passwords are taken. */
export async function openLegacyStage(people: readonly LegacyPerson[], isOpen: boolean): Promise<LegacyStage> {
  const folder = mkdtempSync(path.join(tmpdir(), "holdfast-old-store-"));
  const storeFile = path.join(folder, "people.ndjson");
  writeFileSync(storeFile, (await Promise.all(people.map(lineOf))).join("\n"));
  const { LEGACY_PASSWORD_CLIENT_ID: id, LEGACY_PASSWORD_CLIENT_SECRET: secret } = CLIENT;
  const client = { id, secret, explicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH"], preventUserExistenceErrors: true };
  const environment = {
    ...{ LEGACY_NAME_KEY, LEGACY_STORE_FILE: storeFile, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
    ...(isOpen ? { ...CLIENT, LEGACY_PASSWORDS_UNTIL: LEGACY_UNTIL } : {}),
  };
  const stage = await openProxyStage({ clients: [client], environment });
  return {
    ...stage,
    storeFile,
    close: async () => {
      await stage.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
