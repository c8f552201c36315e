// One change to a good token, signed again: the smallest step from good to bad.
import { accessClaims, forge, GOOD_HEADER } from "./token-forge";

/** One bad token with what is wrong about it. */
export interface BadToken {
  readonly family: string;
  readonly name: string;
  readonly token: string;
}

/** Names the tokens of one family. */
export const family = (name: string, tokens: Readonly<Record<string, string>>): BadToken[] =>
  Object.entries(tokens).map(([what, token]) => ({ family: name, name: what, token }));

/** A token with other claims; undefined removes one. */
export const claimed = (changes: Record<string, unknown>): string => forge(accessClaims(changes));

/** A token with other header members. */
export const headed = (changes: Record<string, unknown>): string => forge(accessClaims(), { ...GOOD_HEADER, ...changes });

/** A value so many levels deep. */
export const deep = (levels: number): unknown => (levels === 0 ? 0 : { d: deep(levels - 1) });
