// A person with money, a destination and, when asked, a passkey: nobody else's, so a suite may spend all of it.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { type Address, getAddress } from "viem";
import { generatePrivateKey, privateKeyToAddress } from "viem/accounts";
import type { SoftwarePasskey } from "@/lib/testing/software-passkey";
import type { AppClient } from "./app-client";
import { COOKIE } from "./cookie-names";
import { enrolAtPool } from "./enrol-at-pool";
import type { Harness } from "./harness";
import { claimsOf } from "./mint-token";
import { type Person, signUp } from "./trader";
import { addPasskey, NETWORK } from "./withdrawal-calls";

export interface Staging {
  readonly deposits: readonly { readonly asset: string; readonly amount: string }[];
  readonly hasPasskey: boolean;
}

export interface StagedTrader {
  readonly person: Person;
  readonly client: AppClient;
  readonly sub: string;
  readonly addressId: string;
  /** Nobody has been paid there before. */
  readonly destination: Address;
  /** Null when the staging asked for none. */
  readonly passkey: SoftwarePasskey | null;
}

/** Signs somebody up, enrols, signs in, funds and gives them one usable address of their own. */
export async function stageTrader(harness: Harness, { deposits, hasPasskey }: Staging): Promise<StagedTrader> {
  const person = await signUp(harness.newClient(), harness.facts, harness.control);
  await enrolAtPool(harness.facts, harness.control, person);
  const client = await harness.signInAgain(person);
  const accessToken = client.jar.get(COOKIE.access) ?? "";
  const { addressId, destination } = await fundTrader(harness, accessToken, deposits);
  const sub = String(claimsOf(accessToken)["sub"]);
  const passkey = hasPasskey ? await addPasskey(client, harness.facts) : null;
  return { person, client, sub, addressId, destination, passkey };
}

/** Funds whoever holds this access token, with one usable address of their own. */
export async function fundTrader(
  harness: Harness,
  accessToken: string,
  deposits: Staging["deposits"] = [{ asset: "USDC", amount: "3000" }],
): Promise<{ addressId: string; destination: Address }> {
  const destination = getAddress(privateKeyToAddress(generatePrivateKey()));
  const sub = String(claimsOf(accessToken)["sub"]);
  const addressId = await fund(harness, { sub, network: NETWORK, deposits, address: { address: destination, label: "Cold storage" } });
  return { addressId, destination };
}

/** One more usable address on the trader's own list. */
export async function listAnotherAddress(harness: Harness, { sub }: StagedTrader): Promise<{ addressId: string; destination: Address }> {
  const destination = getAddress(privateKeyToAddress(generatePrivateKey()));
  const address = { address: destination, label: "Old exchange" };
  return { addressId: await fund(harness, { sub, network: NETWORK, deposits: [], address }), destination };
}

/** The passkey of somebody who was staged with one. */
export function passkeyOf({ passkey }: StagedTrader): SoftwarePasskey {
  if (passkey === null) throw new Error("This trader was staged without a passkey");
  return passkey;
}

interface Installation {
  readonly rolePasswords: { readonly worker: string };
}

/** Runs the seed program that books deposits and lists the address; answers the address's id. */
async function fund(harness: Harness, funding: object): Promise<string> {
  const { rolePasswords } = JSON.parse(readFileSync(join(harness.facts.stackFolder, "installation.json"), "utf8")) as Installation;
  const appUrl = new URL(harness.facts.productEnvironment["DATABASE_URL"] ?? "");
  const workerUrl = new URL(appUrl);
  workerUrl.username = "holdfast_worker";
  workerUrl.password = rolePasswords.worker;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", resolve("scripts/seed/fund-trader.ts")],
    {
      env: {
        PATH: process.env["PATH"] ?? "",
        NODE_ENV: "production",
        WORKER_DATABASE_URL: workerUrl.href,
        APP_DATABASE_URL: appUrl.href,
        FUNDING: JSON.stringify(funding),
      },
    },
  );
  const { addressId } = JSON.parse(stdout) as { addressId: string | null };
  if (addressId === null) throw new Error("The seed listed no address");
  return addressId;
}
