// A plain TCP relay in front of a part that the product depends on (database, chain), so that a suite can make that part
// vanish, hang or return without knowing how it is run. Down means what it means in life: connections die, new ones are refused.
import { connect, createServer, type Server, type Socket } from "node:net";

export type RelayState = "up" | "down" | "hang";

export interface Relay {
  set(state: RelayState): Promise<void>;
  close(): Promise<void>;
}

/** Starts a relay from a loopback port to another. `hang` accepts and never answers. */
export async function startRelay(listenPort: number, targetPort: number): Promise<Relay> {
  const open = new Set<Socket>();
  let state: RelayState = "up";
  let server: Server | null = null;

  const accept = (inbound: Socket): void => {
    open.add(inbound);
    inbound.on("close", () => open.delete(inbound));
    inbound.on("error", () => inbound.destroy());
    if (state === "hang") return;
    const outbound = connect({ port: targetPort, host: "127.0.0.1" });
    open.add(outbound);
    outbound.on("close", () => {
      open.delete(outbound);
      inbound.destroy();
    });
    outbound.on("error", () => outbound.destroy());
    inbound.on("close", () => outbound.destroy());
    inbound.pipe(outbound).pipe(inbound);
  };
  const dropAll = (): void => open.forEach((socket) => socket.destroy());
  const listen = (): Promise<void> =>
    new Promise((resolve, reject) => {
      server = createServer(accept);
      server.once("error", reject);
      server.listen(listenPort, "127.0.0.1", resolve);
    });
  const stopListening = (): Promise<void> =>
    new Promise((resolve) => {
      if (server === null) return resolve();
      server.close(() => resolve());
      server = null;
      dropAll();
    });

  const set = async (next: RelayState): Promise<void> => {
    state = next;
    if (next === "down") return stopListening();
    dropAll();
    if (server === null) await listen();
  };
  await listen();
  return { set, close: () => set("down") };
}
