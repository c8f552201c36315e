// What one proxied request carries besides its body. Operations add Set-Cookie lines; the edge sends them, also with a refusal,
// because a rotated refresh token must reach the browser whatever else happens.
import "server-only";

/** Something that a later reader of a trader's history needs to know. Never a secret, never a whole address. */
export interface Outcome {
  readonly kind: string;
  /** The trader, once one is proven; null before that. */
  readonly sub: string | null;
  readonly detail: Readonly<Record<string, string>>;
}

/** The context of one operation. */
export interface Exchange {
  readonly requestId: string;
  readonly operation: string;
  readonly nowSeconds: number;
  /** The raw Cookie header, for those who verify a session from it. */
  readonly cookieHeader: string | null;
  /** Our cookies by name; the header held none of them twice. */
  readonly cookies: ReadonlyMap<string, string>;
  readonly userAgent: string;
  /** As the front door wrote it; null when it wrote none. */
  readonly clientAddress: string | null;
  /** One name per network, for limits. */
  readonly network: string;
  /** Lines that operations add; the edge sends them. */
  readonly setCookies: string[];
  /** What happened, for the record that the edge writes. */
  readonly outcomes: Outcome[];
}
