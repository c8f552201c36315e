// The shape of one check of a token. Checks are data, so that a test can delete any one of them and see a bad token pass.
import type { JsonScan } from "./strict-json";

/** What the verifier pins. Seconds everywhere. */
export interface TokenPolicy {
  readonly issuer: string;
  readonly clientId: string;
  readonly lifetimeSecondsMax: number;
}

/** A token taken apart for judging, before anything in it is believed. */
export interface TokenText {
  readonly text: string;
  readonly segments: readonly string[];
}

/** The header of a token: how it is written and what it says. */
export interface TokenHeader {
  readonly scan: JsonScan;
  readonly members: Readonly<Record<string, unknown>>;
}

/** The payload of a token: its bytes and how they are written. */
export interface TokenPayload {
  readonly bytes: Uint8Array;
  readonly scan: JsonScan;
}

/** One check. Each is the only guard against some token, and answers true when the token may go on. */
export type TokenCheck =
  | { readonly name: string; readonly stage: "text"; readonly passes: (token: TokenText) => boolean }
  | { readonly name: string; readonly stage: "header"; readonly passes: (header: TokenHeader) => boolean }
  /** Asked of the machinery, which alone holds keys. */
  | { readonly name: "algorithm" | "known_key" | "signature"; readonly stage: "key" }
  | { readonly name: string; readonly stage: "payload"; readonly passes: (payload: TokenPayload) => boolean }
  | {
      readonly name: string;
      readonly stage: "claims";
      readonly passes: (claims: Readonly<Record<string, unknown>>, policy: TokenPolicy) => boolean;
    }
  /** Claims that go stale: asked again each time a token is seen. */
  | {
      readonly name: string;
      readonly stage: "times";
      readonly passes: (claims: Readonly<Record<string, unknown>>, nowSeconds: number) => boolean;
    };
