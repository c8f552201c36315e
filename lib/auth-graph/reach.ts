// What somebody can reach who holds some things of an account. It is how two promises are shown over the whole graph and not by example: whoever
// holds a way in is never stuck, and one stolen thing alone neither moves money nor changes a way in.
import { type Edge, type Holding } from "./graph-shapes";

/** Where somebody starts, with what, and whether time and the owner's silence are on their side. */
export interface Walk {
  readonly from: string;
  readonly holds: readonly Holding[];
  /** Whether edges that pass only after a wait, of which the owner is told, may be taken. */
  readonly mayWait: boolean;
}

const keyOf = (at: string, holds: ReadonlySet<Holding>): string => `${at} ${[...holds].sort().join("+")}`;

/** Every state that the walk can reach, its start included. What an edge leaves in the walker's hands is theirs from then on. */
export function reach(edges: readonly Edge[], walk: Walk): ReadonlySet<string> {
  const open: { readonly at: string; readonly holds: ReadonlySet<Holding> }[] = [{ at: walk.from, holds: new Set(walk.holds) }];
  const seen = new Set(open.map(({ at, holds }) => keyOf(at, holds)));
  const reached = new Set([walk.from]);
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    const { at, holds } = here;
    for (const edge of edges) {
      if (edge.from !== at || (edge.isWait === true && !walk.mayWait)) continue;
      if (!(edge.needs ?? []).every((needed) => holds.has(needed))) continue;
      const after = new Set([...holds, ...(edge.gives ?? [])]);
      if (seen.has(keyOf(edge.to, after))) continue;
      seen.add(keyOf(edge.to, after));
      reached.add(edge.to);
      open.push({ at: edge.to, holds: after });
    }
  }
  return reached;
}
