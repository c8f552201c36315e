// Asks the chain's node whether it answers at all. Prices and transfers have their own adapter; this one only knows "up".
import "server-only";
import { UnavailableError } from "@/lib/ground/unavailable-error";

const TIMEOUT_MS = 2_000;

/** Answers when the node speaks JSON-RPC; throws UnavailableError("chain") when it does not. */
export async function pingChain(rpcUrl: string): Promise<void> {
  try {
    const response = await fetch(rpcUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] }),
      redirect: "error",
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer: unknown = await response.json();
    if (typeof answer !== "object" || answer === null || !("result" in answer)) throw new Error("The node answered no result.");
  } catch (cause) {
    throw new UnavailableError("chain", "The chain's node did not answer.", { cause });
  }
}
