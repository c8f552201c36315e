// What a node means when it says no. JSON-RPC has few codes and every node its own sentences, so they are judged here and nowhere else.
import { BaseError, RpcRequestError } from "viem";

/** A node's answer that is an error: its code and its words. */
export interface NodeRefusal {
  readonly code: number;
  readonly message: string;
}

const LIMIT_EXCEEDED = -32_005;
const INTERNAL = -32_603;

/** What the node answered, or null when there was no answer (nobody there, too late, nonsense) or one that says "later". */
export function saidByNode(error: unknown): NodeRefusal | null {
  const found = error instanceof BaseError ? error.walk((cause) => cause instanceof RpcRequestError) : null;
  if (!(found instanceof RpcRequestError)) return null;
  const { code, details } = found;
  return code === LIMIT_EXCEEDED ? null : { code, message: details };
}

// Code 3 is "execution error" (EIP-1474 and every node since); the sentences are of geth, Nethermind, Erigon and anvil.
const REVERTED_CODE = 3;
const WOULD_FAIL = /revert|out of gas|gas required exceeds|invalid opcode|stack (under|over)flow|invalid jump|EVM error/i;

/** Whether a refusal to simulate is about the payment itself (it would fail every time) or about something else. */
export const judgeRefusal = ({ code, message }: NodeRefusal): "would_fail" | "unclear" =>
  code === REVERTED_CODE || (code !== INTERNAL && WOULD_FAIL.test(message)) ? "would_fail" : "unclear";

const KNOWN = /already (known|imported)|known transaction|nonce too low|already used/i;

/** What a refusal of signed bytes means. That a nonce is spent is no fault: the receipt tells whose payment spent it. */
export const judgeSending = ({ message }: NodeRefusal): { outcome: "known" } | { outcome: "not_now"; reason: string } =>
  KNOWN.test(message) ? { outcome: "known" } : { outcome: "not_now", reason: message.slice(0, 200) };
