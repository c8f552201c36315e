// What a failed read of a contract means: the chain answered and the contract did not do what was asked, or nobody answered at all.
import "server-only";
import { AbiDecodingZeroDataError, BaseError, ContractFunctionRevertedError, ContractFunctionZeroDataError } from "viem";

/** Whether the chain answered, but no such contract stands at the address or it refused. Everything else counts as an outage. */
export const isContractsFault = (error: unknown): boolean =>
  error instanceof BaseError &&
  error.walk(
    (cause) =>
      cause instanceof ContractFunctionRevertedError ||
      cause instanceof ContractFunctionZeroDataError ||
      cause instanceof AbiDecodingZeroDataError ||
      (cause instanceof Error && cause.name.startsWith("AbiDecoding")),
  ) !== null;
