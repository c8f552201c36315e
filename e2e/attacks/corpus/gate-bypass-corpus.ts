// The whole gate-bypass corpus as data: every family over every guarded address, each request once.
import { HEADER_FAMILIES } from "./header-families";
import { PATH_FAMILIES } from "./path-families";
import { PROTOCOL_FAMILIES } from "./protocol-families";
import { aimed, type Shot, type Targets } from "./shot";
import { requestBytes } from "../../support/raw-request";

/** All distinct shots for these targets. Two shots that would send the same bytes count once. */
export function gateBypassCorpus(targets: Targets): readonly Shot[] {
  const shots = new Map<string, Shot>();
  for (const family of [...PATH_FAMILIES, ...HEADER_FAMILIES, ...PROTOCOL_FAMILIES]) {
    for (const made of family(targets)) {
      const bytes = requestBytes(aimed(made, targets.origin, null)).toString("latin1");
      if (!shots.has(bytes)) shots.set(bytes, made);
    }
  }
  return [...shots.values()];
}

/** How many shots each family brought, for the printed count. */
export function countsByFamily(shots: readonly Shot[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { family } of shots) counts[family] = (counts[family] ?? 0) + 1;
  return counts;
}
