// A batch as the wire has it becomes facts as the rules know them, once its order has been judged.
import "server-only";
import type { BlocksRequest } from "@/lib/contracts/ingest";
import type { IndexFact } from "@/lib/market/index-facts";

type Block = BlocksRequest["blocks"][number];
type WireFact = Block["facts"][number];

function readFact(fact: WireFact, { number, atSeconds }: Block): IndexFact {
  const where = { pairId: fact.pairId, blockNumber: BigInt(number), logIndex: fact.logIndex, atSeconds };
  const after = { reserve0: BigInt(fact.reserve0), reserve1: BigInt(fact.reserve1) };
  if (fact.kind === "reserves") return { kind: "reserves", ...where, ...after };
  const { txHash, wallet } = fact;
  const amounts = {
    amount0In: BigInt(fact.amount0In),
    amount1In: BigInt(fact.amount1In),
    amount0Out: BigInt(fact.amount0Out),
    amount1Out: BigInt(fact.amount1Out),
  };
  return { kind: "swap", ...where, txHash, wallet, ...amounts, ...after };
}

/** Every fact of the batch, in chain order. */
export const readFacts = ({ blocks }: BlocksRequest): IndexFact[] =>
  blocks.flatMap((block) => block.facts.map((fact) => readFact(fact, block)));

/** What is wrong with the order of a batch, as a sentence, or null. Blocks and logs must rise, within what the batch says it covers. */
export function findDisorder({ after, to, blocks }: BlocksRequest): string | null {
  if (after !== null && to.number < after.number) return "The batch ends before it begins.";
  if (after?.number === to.number && after.hash !== to.hash) return "One block has two hashes.";
  let last = after?.number ?? -1;
  for (const { number, hash, atSeconds, facts } of blocks) {
    if (number <= last || number > to.number) return "The blocks are not in order.";
    if (number === to.number && (hash !== to.hash || atSeconds !== to.atSeconds)) return "One block has two hashes.";
    last = number;
    let lastLog = -1;
    for (const { logIndex } of facts) {
      if (logIndex <= lastLog) return "The facts of a block are not in order.";
      lastLog = logIndex;
    }
  }
  return null;
}
