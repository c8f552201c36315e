// What cases of administration have in common: shared pools, and a user of their own for each.
import { randomBytes } from "node:crypto";
import type { CaseUser, ContractCase, ContractStand } from "../contract-case";

/** A name that no other case uses. */
export function ownName(): string {
  return `admin-${randomBytes(6).toString("hex")}`;
}

const pools = new WeakMap<ContractStand, Promise<string>>();

/** One pool for every case that only needs some pool; emails that are proven sign in. */
export function sharedPool(stand: ContractStand): Promise<string> {
  const known = pools.get(stand) ?? stand.newPool({ AliasAttributes: ["email"], AutoVerifiedAttributes: ["email"] });
  pools.set(stand, known);
  return known;
}

/** A user of the shared pool, as requests name one. */
export async function someUser(stand: ContractStand): Promise<{ UserPoolId: string; Username: string; user: CaseUser }> {
  const UserPoolId = await sharedPool(stand);
  const user = await stand.newUser(UserPoolId);
  return { UserPoolId, Username: user.username, user };
}

/** Sends an operation about a user of the shared pool. */
export function aboutSomeUser(stand: ContractStand, operation: string, more: object = {}): Promise<unknown> {
  return someUser(stand).then(({ UserPoolId, Username }) => stand.send(operation, { UserPoolId, Username, ...more }));
}

/** A case in one line: `run` makes the call that must have this outcome. */
export function aCase(
  operation: string,
  outcome: string,
  what: string,
  run: ContractCase["run"],
  liveReason: string | null = null,
): ContractCase {
  return { operation, outcome, what, liveReason, run };
}

/** The success of an operation that needs a pool and one of its users, and its refusal of a name that nobody has. */
export function poolUserCases(operation: string, more: object = {}): readonly ContractCase[] {
  return [
    aCase(operation, "success", "a user of the pool", (stand) => aboutSomeUser(stand, operation, more)),
    aCase(operation, "UserNotFoundException", "a name that nobody has", async (stand) =>
      stand.send(operation, { UserPoolId: await sharedPool(stand), Username: ownName(), ...more }),
    ),
    aCase(operation, "ResourceNotFoundException", "a pool that is not there", (stand) =>
      stand.send(operation, { UserPoolId: "us-east-1_Nowhere00", Username: ownName(), ...more }),
    ),
  ];
}
