// The manifest speaks in patterns, a request in addresses.

/** An id that nobody has. */
export const UNKNOWN_ID = "00000000-0000-4000-8000-00000000dead";

/** An address that the pattern matches: parameters become an id that nobody has. */
export const concretePath = (pattern: string): string => pattern.replace(/\[\.\.\.\w+\]/, "nothing/here").replace(/\[\w+\]/, UNKNOWN_ID);
