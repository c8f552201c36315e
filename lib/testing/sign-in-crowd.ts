// A crowd that the pool knows from the start, and the sign-ins that it makes: four of five by the right password, the fifth by a wrong one.
import { randomBytes, randomUUID } from "node:crypto";
import type { SeededTrader } from "./start-user-pool";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const SECRET_CHARACTERS = 32;
/** One of so many sign-ins fails. */
const FAILS_EVERY = 5;
/** So often each of those who mistype does: below every figure that locks or makes a sign-in unusual. */
export const FAILURES_EACH = 2;

/** One sign-in of the plan. */
export interface CrowdSignIn {
  readonly trader: SeededTrader & { readonly totpSecret: string };
  readonly password: "right" | "wrong";
}

const makeTrader = (name: string, index: number): CrowdSignIn["trader"] => ({
  email: `${name}-${String(index)}@holdfast.test`,
  password: `correct horse of nobody else ${String(index)}`,
  sub: randomUUID(),
  username: randomUUID(),
  totpSecret: [...randomBytes(SECRET_CHARACTERS)].map((byte) => BASE32[byte % BASE32.length] ?? "A").join(""),
});

/** `count` sign-ins of people whose addresses begin with `name`. Whoever signs in rightly does so once; whoever mistypes does so `FAILURES_EACH` times, far apart. */
export function makeCrowd(count: number, name: string): readonly CrowdSignIn[] {
  const failures = Math.floor(count / FAILS_EVERY);
  const mistyping = Array.from({ length: Math.max(1, Math.ceil(failures / FAILURES_EACH)) }, (_, index) => makeTrader(name, count + index));
  let failed = 0;
  return Array.from({ length: count }, (_, index) => {
    const trader = index % FAILS_EVERY === FAILS_EVERY - 1 ? mistyping[failed++ % mistyping.length] : undefined;
    return trader === undefined ? { trader: makeTrader(name, index), password: "right" } : { trader, password: "wrong" };
  });
}

/** Everybody in it, once. */
export const peopleOf = (crowd: readonly CrowdSignIn[]): readonly CrowdSignIn["trader"][] => [
  ...new Set(crowd.map(({ trader }) => trader)),
];
