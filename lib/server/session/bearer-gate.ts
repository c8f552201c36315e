// How an audience that shows a bearer is let in. One file per audience makes such a gate; both gates of the product ask the same one.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import type { Route } from "@/lib/contracts/route-manifest";
import type { Result } from "@/lib/ground/result";

/** Who was let in by a bearer. Each audience has a kind of its own, so that one can never be taken for another. */
export interface MachineCaller {
  readonly kind: "machine";
  readonly clientId: string;
  readonly scope: readonly string[];
}
export interface AgentCaller {
  readonly kind: "agent";
  readonly keyId: string;
  /** The trader whose key it is. */
  readonly sub: string;
  readonly scope: readonly string[];
}
export type BearerCaller = MachineCaller | AgentCaller;

/** What a gate may read of a request. */
export interface BearerCall {
  readonly route: Route;
  readonly headers: Pick<Headers, "get">;
  readonly nowSeconds: number;
}

/** The two looks at one caller. Both refuse what is wrong with the form alike; both throw UnavailableError when they cannot know. */
export interface BearerGate {
  /** The first gate's: without a database. Null lets the call go on to the second. */
  look(call: BearerCall): Promise<Refusal | null>;
  /** The handler's own, which relies on nothing before it. */
  admit(call: BearerCall): Promise<Result<BearerCaller, Refusal>>;
}
