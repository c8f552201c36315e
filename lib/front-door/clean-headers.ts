// Headers by which a client could speak to the framework in our name are removed; the client's address is written by us alone.

const DROPPED = new Set([
  "forwarded",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-forwarded-port",
  "x-forwarded-server",
  "x-real-ip",
  "x-forwarded-for",
  "x-request-id",
  "x-nonce",
  "x-matched-path",
  "x-rewrite-url",
  "x-original-url",
  "x-http-method-override",
  "x-prerender-revalidate",
  "x-prerender-bypass-mode",
  "x-action-forwarded",
  "x-action-revalidated",
  "x-action-redirect",
  "next-action",
  "next-resume",
  "next-html-request-id",
]);
const DROPPED_FAMILIES = /^(?:x-middleware-|x-nextjs-|x-next-|x-invoke-|x-vercel-|x-now-|content-security-policy)/;

/** What the door knows of a request beyond its headers. */
export interface Arrival {
  /** The address of the socket's other end. */
  readonly remoteAddress: string;
  /** How many proxies of ours stand in front; each adds one address to the right of X-Forwarded-For. */
  readonly trustedProxyHops: number;
  readonly requestId: string;
}

const plain = (address: string): string => address.trim().replace(/^::ffff:(?=\d+\.)/i, "");

/**
 * The client's address: the socket's own without trusted proxies, otherwise the one that our outermost proxy has seen. What a client
 * writes further left counts for nothing; a chain shorter than our own proxies ends at its first address.
 */
export function clientAddressOf(forwardedFor: string | undefined, { remoteAddress, trustedProxyHops }: Arrival): string {
  const said = (forwardedFor ?? "").split(",").map(plain);
  const chain = [...said.filter((address) => /^[0-9a-fA-F.:]{2,45}$/.test(address)), plain(remoteAddress)];
  return chain.at(-1 - trustedProxyHops) ?? chain[0] ?? "unknown";
}

/** The headers that go on, names and values in turn. */
export function cleanHeaders(rawHeaders: readonly string[], arrival: Arrival): string[] {
  const kept: string[] = [];
  const forwardedFor: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = "", value = ""] = rawHeaders.slice(index, index + 2);
    const lower = name.toLowerCase();
    if (lower === "x-forwarded-for") forwardedFor.push(value);
    if (!DROPPED.has(lower) && !DROPPED_FAMILIES.test(lower)) kept.push(name, value);
  }
  return [...kept, "X-Forwarded-For", clientAddressOf(forwardedFor.join(","), arrival), "X-Request-Id", arrival.requestId];
}
