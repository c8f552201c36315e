// A real EVM node for one test file, with the demo's tokens on it. It can be made to vanish and to come back with what it knew.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../stack/free-port";
import { anvilBinary } from "../anvil-binary";
import { createChainClient, type ChainClient } from "../chain-client";
import { deployDemoChain } from "../deploy-demo-chain";
import type { Deployment } from "../deployment";

export interface TestChain {
  readonly rpcUrl: string;
  readonly client: ChainClient;
  readonly deployment: Deployment;
  /** Kills the node. */
  kill(): Promise<void>;
  /** Starts it again on its port, empty or with a state that `client.dumpState` gave. */
  start(state?: `0x${string}`): Promise<void>;
}

const READY_ATTEMPTS_MAX = 400;

/** Starts the node on a free port and deploys the demo's tokens. */
export async function startTestChain(): Promise<TestChain> {
  const port = await freePort();
  const rpcUrl = `http://127.0.0.1:${port}`;
  const client = createChainClient(rpcUrl);
  let node = await spawnNode(port, client);
  const deployment = await deployDemoChain(client);
  return {
    rpcUrl,
    client,
    deployment,
    kill: async () => {
      if (node.exitCode !== null || node.signalCode !== null) return;
      node.kill("SIGKILL");
      await once(node, "exit");
    },
    start: async (state) => {
      node = await spawnNode(port, client);
      if (state !== undefined) await client.loadState({ state });
    },
  };
}

async function spawnNode(port: number, client: ChainClient): Promise<ChildProcess> {
  const { file, name } = anvilBinary();
  if (file === null) throw new Error(`${name} is not installed`);
  const node = spawn(file, ["--port", String(port), "--quiet"], { stdio: "ignore" });
  // A test run that dies must not leave a node behind.
  process.once("exit", () => node.kill("SIGKILL"));
  for (let attempt = 0; attempt < READY_ATTEMPTS_MAX; attempt += 1) {
    if (
      await client.getChainId().then(
        () => true,
        () => false,
      )
    )
      return node;
    await sleep(25);
  }
  throw new Error("The local chain did not answer in time");
}
