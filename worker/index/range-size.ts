// How many blocks one question may span. Nodes limit it by blocks, logs or time, and none says how: so it is found by trying.

export const RANGE_BLOCKS_FIRST = 1_000;
/** A range with more facts than this is halved next time, so that memory and posts stay small. */
export const RANGE_FACTS_MAX = 4_000;

/** After a question that was answered with `facts` facts. */
export const afterAnswer = (blocks: number, facts: number, blocksMax: number): number => {
  if (facts > RANGE_FACTS_MAX) return Math.max(1, Math.floor(blocks / 2));
  return facts > RANGE_FACTS_MAX / 2 ? blocks : Math.min(blocksMax, blocks * 2);
};

/** After a question that was not. One block is the least that can be asked. */
export const afterRefusal = (blocks: number): number => Math.max(1, Math.floor(blocks / 4));
