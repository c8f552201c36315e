// One local chain with the exchange on it, started as the stack starts it, for tests of the simulator.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { anvilBinary } from "../../chain/anvil-binary";
import { freePort } from "../../stack/free-port";
import { openMarketChain, type MarketChain } from "../../stack/open-market";
import { deployMarket } from "../deploy-market";
import { DEPLOY_SECONDS } from "../history-steps";
import type { DeployedMarket } from "../market-deployment";
import { plannedNetwork } from "../market-plan";
import { CHAIN_ACCOUNTS } from "../wallets";

export interface TestMarket {
  readonly chain: MarketChain;
  readonly market: DeployedMarket;
  /** Stops the node politely, so that its state is written, and starts it again on its port. */
  restart(): Promise<void>;
}

const NETWORK = "base-local";
const READY_ATTEMPTS_MAX = 400;

/** A fresh chain whose history begins at `startSeconds`; its state lies in `folder`. It ends with the test. */
export async function startMarketChain(folder: string, startSeconds: number): Promise<TestMarket> {
  const port = await freePort();
  const network = plannedNetwork(NETWORK);
  const rpcUrl = `http://127.0.0.1:${port}`;
  const start = async (...more: readonly string[]): Promise<ChildProcess> => {
    const args = ["--port", port, "--chain-id", network.chainId, "--accounts", CHAIN_ACCOUNTS, "--state", path.join(folder, "state.json")];
    const node = spawn(anvilBinary().file ?? "", [...args.map(String), "--quiet", ...more], { stdio: "ignore" });
    process.once("exit", () => node.kill("SIGKILL"));
    await untilReady(rpcUrl);
    return node;
  };
  let node = await start("--timestamp", String(startSeconds - DEPLOY_SECONDS));
  const stop = async (): Promise<void> => {
    node.kill("SIGINT");
    if (node.exitCode === null && node.signalCode === null) await once(node, "exit");
  };
  onTestFinished(stop);
  const chain = await openMarketChain(NETWORK, rpcUrl);
  const market = await deployMarket({ client: chain.client, rpcUrl, network, existing: {} });
  return {
    ...{ chain, market },
    restart: async () => {
      await stop();
      node = await start();
    },
  };
}

async function untilReady(rpcUrl: string): Promise<void> {
  for (let attempt = 0; attempt < READY_ATTEMPTS_MAX; attempt += 1) {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] });
    const headers = { "content-type": "application/json" };
    const answer = await fetch(rpcUrl, { method: "POST", headers, body }).catch(() => null);
    if (answer?.ok === true) return;
    await sleep(25);
  }
  throw new Error("The local chain did not answer in time");
}
