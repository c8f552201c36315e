// The person of one column: nobody else's, so that what happens to them is the doing of this column's faults alone.
import type { WithdrawalDto } from "@/lib/contracts/withdrawals";
import type { StepUpDto } from "@/lib/contracts/step-up";
import { AppClient } from "../support/app-client";
import type { Harness } from "../support/harness";
import { passkeyOf, stageTrader, type StagedTrader } from "../support/staged-trader";
import { accepted, prepare, prepareProven } from "../support/withdrawal-calls";

export const ASSET = "USDC";
export const AMOUNT = "2";
export const AMOUNT_BASE_UNITS = 2_000_000n;

export interface ColumnStage {
  readonly harness: Harness;
  readonly trader: StagedTrader;
  /** The browser whose session must outlive every cell. Its processes are those under test. */
  readonly client: AppClient;
  readonly sessionId: string;
}

/** Signs somebody up, funds them and opens the session that is watched. `ports` are the processes that the column asks. */
export async function stageColumn(harness: Harness, ports: readonly [number, ...number[]]): Promise<ColumnStage> {
  const trader = await stageTrader(harness, { deposits: [{ asset: ASSET, amount: "200" }], hasPasskey: true });
  const client = new AppClient({ origin: harness.facts.origin, ports }, trader.client.jar);
  return { harness, trader, client, sessionId: await sessionIdOf(trader.client) };
}

/** The session's id; throws when there is none any more. */
export async function sessionIdOf(client: AppClient): Promise<string> {
  return accepted<{ session: { id: string } }>(await client.call("GET", "/api/auth/session")).session.id;
}

/** What a cell needs at hand before its part breaks: a withdrawal that is proven, and one that nobody has begun to approve. */
export interface Prepared {
  readonly proven: { readonly withdrawal: WithdrawalDto; readonly grant: StepUpDto };
  readonly untouched: WithdrawalDto;
}

/** Prepares both on processes in health, with a session that was renewed just now. */
export async function prepareCell({ harness, trader }: ColumnStage): Promise<Prepared> {
  const { client, addressId } = trader;
  accepted(await client.call("POST", "/api/auth/refresh", { json: {} }));
  const order = { asset: ASSET, amount: AMOUNT, addressId };
  const proven = await prepareProven(client, order, passkeyOf(trader), harness.facts.origin);
  return { proven, untouched: accepted<WithdrawalDto>(await prepare(client, order)) };
}
