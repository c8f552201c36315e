// A compiled contract as it is committed: only a rebuild needs the compiler.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Abi, Hex } from "viem";

/** The contracts of the demo chain; the last one only ever stands there in tests. */
export const CONTRACTS = ["DemoToken", "DemoPriceFeed", "RefusesMoney"] as const;
export type ContractName = (typeof CONTRACTS)[number];

export interface Artifact {
  readonly contract: ContractName;
  /** The compiler's full version: another one makes other bytecode. */
  readonly compiler: string;
  readonly abi: Abi;
  readonly bytecode: Hex;
}

/** Where the artifact of `contract` is committed. */
export const artifactFile = (contract: ContractName): string => fileURLToPath(new URL(`./artifacts/${contract}.json`, import.meta.url));

/** Reads the committed artifact of `contract`. */
export const readArtifact = (contract: ContractName): Artifact => JSON.parse(readFileSync(artifactFile(contract), "utf8")) as Artifact;
