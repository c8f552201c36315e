// A local chain: a real EVM node from npm, on the loopback, whose state outlives it in one file.
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import { anvilBinary } from "../chain/anvil-binary";
import { CHAIN_ACCOUNTS } from "../market/wallets";
import { stateFile, type ChainPlace } from "./chain-places";
import { explainFailure, LaunchError } from "./launch-error";
import type { Supervisor } from "./supervisor";
import { waitUntilReady } from "./wait-until";

interface ChainStart {
  readonly dataDir: string;
  readonly place: ChainPlace;
  /** When a chain without a state begins, in seconds since the epoch. */
  readonly genesisSeconds: number;
}

/** Starts anvil on its state in `dataDir` and answers its URL once it can be asked. */
export async function startChain(supervisor: Supervisor, { dataDir, place, genesisSeconds }: ChainStart): Promise<string> {
  const { partName, folderName, port, chainId, stateIntervalSeconds } = place;
  const state = stateFile(dataDir, place);
  const folder = path.dirname(state);
  mkdirSync(folder, { recursive: true });
  keepReadable(state);
  const { file, name } = anvilBinary();
  if (file === null)
    throw new LaunchError(`The package ${name} with the local chain's program is not installed; run "npm install" again on this machine.`);
  const part = await supervisor.start({
    name: partName,
    // The package's own wrapper would be one more process with a Node in it.
    file,
    args: [
      "--host",
      "127.0.0.1",
      "--port",
      String(port),
      "--state",
      state,
      "--state-interval",
      String(stateIntervalSeconds),
      "--chain-id",
      String(chainId),
      "--accounts",
      String(CHAIN_ACCOUNTS),
      // A chain that goes on has its time from its last block.
      ...(existsSync(state) ? [] : ["--timestamp", String(genesisSeconds)]),
      "--no-cors",
      "--quiet",
    ],
    logFile: path.join(dataDir, "logs", `${folderName}.log`),
    cwd: folder,
  });
  const rpcUrl = `http://127.0.0.1:${port}`;
  await waitUntilReady(part, () => answersAsChain(rpcUrl), { timeoutMs: 20_000, pollMs: 20 });
  return rpcUrl;
}

/** A state cut short by a crash stops the node. The last good one takes its place, or a new chain does, and the broken one stays beside it. */
function keepReadable(state: string): void {
  const lastGood = `${state}.last-good`;
  try {
    if (!existsSync(state)) return;
    if (isJson(state)) {
      copyFileSync(state, lastGood);
      return;
    }
    renameSync(state, `${state}.broken`);
    if (existsSync(lastGood) && isJson(lastGood)) copyFileSync(lastGood, state);
  } catch (error) {
    throw explainFailure(error, path.dirname(state));
  }
}

function isJson(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, "utf8"));
    return true;
  } catch {
    return false;
  }
}

async function answersAsChain(rpcUrl: string): Promise<boolean> {
  try {
    const answer = await fetch(rpcUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] }),
      signal: AbortSignal.timeout(2_000),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
