// By which names this server answers.

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

/** The host of the product's origin; on a loopback address also the machine's own names with the port it listens on, so that several processes can stand behind one origin. */
export function hostsOf({
  appOrigin,
  address,
  port,
}: {
  readonly appOrigin: string;
  readonly address: string;
  readonly port: number;
}): ReadonlySet<string> {
  const own = new URL(appOrigin).host.toLowerCase();
  return new Set(LOOPBACK.has(address) ? [own, `localhost:${port}`, `127.0.0.1:${port}`] : [own]);
}
