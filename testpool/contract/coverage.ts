// Which sentences of the contract have no case: an operation without a success, or a refusal that nobody provokes.
import type { Operation } from "../protocol/define-operation";
import type { ContractCase } from "./contract-case";

/** `operation: outcome` for everything that an operation promises and no case shows. */
export function missingCases(operations: Iterable<Operation>, cases: readonly ContractCase[]): readonly string[] {
  const shown = new Set(cases.map((entry) => `${entry.operation}: ${entry.outcome}`));
  return [...operations].flatMap(({ name, refusals }) =>
    ["success", ...refusals].map((outcome) => `${name}: ${outcome}`).filter((promise) => !shown.has(promise)),
  );
}

/** Cases for operations that the pool does not have, or refusals that their operation does not list. `common` may be provoked anywhere. */
export function strayCases(
  operations: ReadonlyMap<string, Operation>,
  cases: readonly ContractCase[],
  common: readonly string[],
): readonly string[] {
  const isKnown = ({ operation, outcome }: ContractCase) =>
    [...(operations.get(operation)?.refusals ?? []), ...(operations.has(operation) ? ["success", ...common] : [])].includes(outcome);
  return cases.filter((entry) => !isKnown(entry)).map((entry) => `${entry.operation}: ${entry.outcome}`);
}
