// What a handler is given. Nothing of it is believed by the handler that the wrapper has not judged.
import "server-only";
import type { ZodType } from "zod";
import type { ReadOnlyReason } from "@/lib/contracts/holds";
import type { Refusal } from "@/lib/contracts/refusal";
import type { SignedInOperator } from "@/lib/server/operators/operator";
import type { BearerCaller } from "@/lib/server/session/bearer-gate";
import type { Trader } from "@/lib/server/session/trader";

/** One admitted API call. */
export interface Call {
  readonly request: Request;
  readonly requestId: string;
  readonly params: Readonly<Record<string, string>>;
  readonly nowSeconds: number;
  /** The signed-in trader; reading it on a route for another audience is a bug and throws. */
  readonly trader: Trader;
  /** The signed-in operator; reading it on a route for another audience is a bug and throws. */
  readonly operator: SignedInOperator;
  /** The program that showed a bearer; reading it on a route for people is a bug and throws. */
  readonly bearer: BearerCaller;
  /** The body, judged by a schema; refuses the call otherwise. */
  json<T>(schema: ZodType<T>): Promise<T>;
  /** The body as text, within the route's limit. */
  text(): Promise<string>;
}

/** Answers a call, or refuses it by throwing. */
export type Handler = (call: Call) => Promise<Response> | Response;

/** Overrides for routes that speak another protocol than ours. */
export interface ServeOptions {
  /** Sessions that may only look and may do this all the same, by why they may only look. */
  readonly admitsReadOnly?: readonly ReadOnlyReason[];
  readonly refusalResponse?: (refusal: Refusal, requestId: string, headers: Readonly<Record<string, string>>) => Response;
}
