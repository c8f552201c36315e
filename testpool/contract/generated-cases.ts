// Cases that follow from an operation's own description: each required member, left out once, must be named by the refusal.
import type { Operation } from "../protocol/define-operation";
import type { Shape } from "../protocol/shapes";
import type { ContractCase } from "./contract-case";

/** Values of every kind; the first that a shape allows stands in for a member that is not the one left out. */
const SAMPLES: readonly unknown[] = [
  "us-east-1_Sample123",
  "123456",
  "sample12345678901234567890",
  "us-east-1_00000000-0000-4000-8000-000000000000",
  "email",
  "https://sample.example.com",
  true,
  1,
  [],
  {},
];

function isAllowed(shape: Shape<unknown>, value: unknown): boolean {
  const faults: string[] = [];
  try {
    shape.check(value, "sample", faults);
  } catch {
    return false;
  }
  return faults.length === 0;
}

/** A value that the shape allows: for a structure, one with everything that it needs. */
function sampleOf(shape: Shape<unknown>): unknown {
  if (shape.values !== undefined) return shape.values[0];
  if (shape.members === undefined) return SAMPLES.find((value) => isAllowed(shape, value));
  const needed = Object.entries(shape.members).filter(([, member]) => member.isRequired);
  return Object.fromEntries(needed.map(([name, member]) => [name, sampleOf(member)]));
}

function nullFault(member: string): string {
  const shown = member.charAt(0).toLowerCase() + member.slice(1);
  return `1 validation error detected: Value null at '${shown}' failed to satisfy constraint: Member must not be null`;
}

async function expectNamed(call: Promise<unknown>, member: string): Promise<unknown> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  const isNamed = error instanceof Error && error.message === nullFault(member);
  if (!isNamed) throw new Error(`The refusal does not name ${member}: ${error instanceof Error ? error.message : "accepted"}`);
  throw error;
}

/** For each required member of an operation: everything else is there, and the refusal names exactly this one (observed form). */
export function missingMemberCases(operation: Operation): readonly ContractCase[] {
  const required = Object.entries(operation.members).filter(([, shape]) => shape.isRequired);
  return required.map(([member]) => ({
    operation: operation.name,
    outcome: "InvalidParameterException",
    what: `without ${member}`,
    liveReason: null,
    run: (stand) => {
      const others = required.filter(([name]) => name !== member).map(([name, shape]) => [name, sampleOf(shape)]);
      return expectNamed(stand.send(operation.name, Object.fromEntries(others) as object), member);
    },
  }));
}
