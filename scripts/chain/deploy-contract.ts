// The one way in which the launcher puts a contract on a local chain.
import { getContractAddress, type Abi, type Address, type Hex } from "viem";
import type { ChainClient } from "./chain-client";

export interface ContractCode {
  readonly contract: string;
  readonly abi: Abi;
  readonly bytecode: Hex;
}

/** Deploys from `account` and answers the address; throws when the chain refuses. */
export async function deployContract(
  client: ChainClient,
  account: Address,
  code: ContractCode,
  args: readonly unknown[],
): Promise<Address> {
  const { abi, bytecode, contract } = code;
  const nonce = await client.getTransactionCount({ address: account });
  const hash: Hex = await client.deployContract({ account, abi, bytecode, args, nonce });
  const { status } = await client.waitForTransactionReceipt({ hash, timeout: 10_000 });
  if (status !== "success") throw new Error(`The local chain refused to deploy ${contract}.`);
  return getContractAddress({ from: account, nonce: BigInt(nonce) });
}
