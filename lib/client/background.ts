// Polling is not the trader acting: marked like this it never keeps a session from going idle.

/** Headers of a request that the page makes by itself. The server knows the mark by the same name. */
export const BACKGROUND: Readonly<Record<string, string>> = { "x-holdfast-background": "1" };
