// Over which tokens an order may go: straight, or over one other token that the house itself holds or the wrapped coin. Longer ways cost a
// fee per hop, and strange tokens have strange contracts.

/** Paths from `pay` to `receive`, straight first, each address once; empty when both are one. All addresses in lower case. */
export function candidatePaths(pay: string, receive: string, between: readonly string[]): readonly (readonly string[])[] {
  if (pay === receive) return [];
  const over = [...new Set(between)].filter((token) => token !== pay && token !== receive);
  return [[pay, receive], ...over.map((token) => [pay, token, receive])];
}

/** A path as the text that stands in the terms, and back. */
export const pathText = (path: readonly string[]): string => path.join(",");
export const pathOf = (text: string): readonly string[] => text.split(",");
