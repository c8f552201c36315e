// What one withdrawal costs from its first request to its approval, and which part of that is the signature and which the ledger. Nothing
// settles here: the worker is left out, so that only the product is measured.
import { randomBytes, randomUUID } from "node:crypto";
import type { StepUpDto } from "@/lib/contracts/step-up";
import type { WithdrawalDto } from "@/lib/contracts/withdrawals";
import { stepUpChallenge } from "@/lib/approval/step-up-challenge";
import { termsHash } from "@/lib/approval/terms-hash";
import { verifyAssertion } from "@/lib/approval/verify-assertion";
import { AppClient } from "@/e2e/support/app-client";
import { PoolControl } from "@/e2e/support/pool-control";
import { startProduct } from "@/e2e/support/start-product";
import { TotpCodes } from "@/e2e/support/totp-codes";
import { signIn } from "@/e2e/support/trader";
import { accepted, addPasskey, confirm, openGrant, prepare, signGrant } from "@/e2e/support/withdrawal-calls";
import { holdPostings } from "@/lib/ledger/transfer";
import { createDatabase } from "@/lib/server/postgres/create-database";
import { postTransfer } from "@/lib/server/postgres/post-transfer";
import { createSoftwarePasskey, type SoftwarePasskey } from "@/lib/testing/software-passkey";
import { startStack, type Stack } from "@/scripts/stack/start-stack";
import { alternate } from "./alternate";
import { printFigures } from "./report";

const PORTS = { app: 3121, pool: 9481, chain: 8581, mail: 9483 } as const;
const CALLS_PER_ROUND = 10;
const NETWORK = "ethereum-local";

/** Prints the figures of prepared-to-confirmed withdrawals. Starts and ends a stack of its own, without a worker. */
export async function benchWithdrawals(rounds: number): Promise<void> {
  const stack = await startStack({ dataDir: ".data/bench", ports: PORTS, next: null, fresh: true, worker: "manual" });
  try {
    const product = await startProduct({
      folder: process.cwd(),
      port: PORTS.app,
      environment: stack.environment,
      logName: "next-bench-withdrawals",
    });
    try {
      await measure(stack, rounds);
    } finally {
      await product.stop();
    }
  } finally {
    await stack.stop();
  }
}

async function measure(stack: Stack, rounds: number): Promise<void> {
  const trader = stack.installation.traders.users.find(({ email }) => email === "trader@holdfast.test");
  if (trader?.totpSecret === undefined) throw new Error("The demo has no funded trader.");
  const client = new AppClient({ origin: stack.origin, ports: [PORTS.app] });
  const pool = { userPoolId: stack.installation.traders.id, clientId: stack.installation.traders.clientId };
  await signIn(client, pool, new PoolControl(stack.poolUrl), {
    email: trader.email,
    password: trader.password,
    codes: new TotpCodes(trader.totpSecret),
  });
  const passkey = await addPasskey(client, { origin: stack.origin });
  const [address] = accepted<{ addresses: { id: string }[] }>(await client.call("GET", "/api/addresses")).addresses;
  const database = createDatabase({ url: stack.environment["DATABASE_URL"] ?? "", poolSize: 1 });
  try {
    const withdraw = withdrawing(client, passkey, stack.origin, address?.id ?? "");
    const hold = (): Promise<unknown> => {
      const postings = holdPostings({ trader: trader.sub, asset: "USDC", network: NETWORK, amountBaseUnits: 1n });
      const nowSeconds = Math.floor(Date.now() / 1_000);
      const transfer = { kind: "hold", trader: trader.sub, reference: "bench", idempotencyKey: randomUUID(), costUsdUnits: null } as const;
      return database.asTrader(trader.sub, (tx) => postTransfer(tx, { ...transfer, occurredAtSeconds: nowSeconds, postings }, nowSeconds));
    };
    const medians = await alternate(
      [
        { name: "withdrawal", run: withdraw },
        { name: "verification", run: verifying(stack.origin) },
        { name: "ledger", run: hold },
      ],
      { rounds, callsPerRound: CALLS_PER_ROUND },
    );
    print(medians, rounds);
  } finally {
    await database.close();
  }
}

function withdrawing(client: AppClient, passkey: SoftwarePasskey, origin: string, addressId: string): () => Promise<void> {
  return async () => {
    const { id } = accepted<WithdrawalDto>(await prepare(client, { asset: "USDC", amount: "0.000001", addressId }));
    const grant = accepted<StepUpDto>(await openGrant(client, "withdrawal", id));
    accepted(await signGrant(client, grant, passkey, origin));
    accepted(await confirm(client, id, grant.grantId));
  };
}

/** The very verification of an approval, on an assertion that is made once. */
function verifying(origin: string): () => Promise<void> {
  const rpId = new URL(origin).hostname;
  const passkey = createSoftwarePasskey(rpId);
  const challenge = stepUpChallenge(randomBytes(32), termsHash({ bench: "terms" }));
  const { response } = passkey.sign(challenge, origin) as {
    response: { clientDataJSON: string; authenticatorData: string; signature: string };
  };
  const bytes = (text: string): Uint8Array => Buffer.from(text, "base64url");
  return async () => {
    const verified = await verifyAssertion(
      {
        credentialId: passkey.credentialId,
        publicKey: passkey.publicKey,
        clientDataJson: bytes(response.clientDataJSON),
        authenticatorData: bytes(response.authenticatorData),
        signature: bytes(response.signature),
      },
      { challenge, origin, rpId },
    );
    if (!verified.ok) throw new Error("The bench's own assertion does not verify.");
  };
}

function print(medians: ReadonlyMap<string, number>, rounds: number): void {
  const of = (name: string): number => medians.get(name) ?? Number.NaN;
  const [whole, signature, ledger] = [of("withdrawal"), of("verification"), of("ledger")];
  const share = (part: number): number => (100 * part) / whole;
  printFigures(`Withdrawals, prepared to confirmed, medians of ${String(rounds)} alternating rounds of ${String(CALLS_PER_ROUND)}`, [
    { what: "withdrawals a second, one client, one process", value: 1_000_000 / whole, unit: "/s" },
    { what: "one withdrawal (four requests)", value: whole / 1_000, unit: "ms" },
    { what: "of it, the passkey's signature (@simplewebauthn)", value: share(signature), unit: "%" },
    { what: "of it, the ledger's statements of one hold", value: share(ledger), unit: "%" },
    { what: "everything else: HTTP, gates, pool, grant, terms", value: share(whole - signature - ledger), unit: "%" },
  ]);
}
