// Uniswap's own builds of its contracts, as their packages bring them.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Abi, Hex } from "viem";
import type { ContractCode } from "./deploy-contract";

const BUILDS = {
  UniswapV2Factory: "@uniswap/v2-core/build/UniswapV2Factory.json",
  UniswapV2Router02: "@uniswap/v2-periphery/build/UniswapV2Router02.json",
  WETH9: "@uniswap/v2-periphery/build/WETH9.json",
} as const;
export type UniswapContract = keyof typeof BUILDS;

interface Build {
  readonly abi: Abi;
  readonly bytecode: string;
}

const require = createRequire(import.meta.url);

/** The published build of `contract`: its interface and what is put on a chain. */
export function uniswapContract(contract: UniswapContract): ContractCode {
  const { abi, bytecode } = JSON.parse(readFileSync(require.resolve(BUILDS[contract]), "utf8")) as Build;
  return { contract, abi, bytecode: (bytecode.startsWith("0x") ? bytecode : `0x${bytecode}`) as Hex };
}
