// A plain TCP relay in front of a part that the product depends on (database, chain, mail), so that a suite can make that part
// vanish, hang, crawl, break off, talk nonsense or return without knowing how it is run. Down means what it means in life:
// connections die, new ones are refused.
import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** How a relay behaves; it goes as JSON over the harness's control address. */
export type RelayState =
  | "up"
  | "down"
  /** Accepts and never answers. */
  | "hang"
  /** Every piece of an answer comes so much later. Connections that are open stay and become slow. */
  | { readonly kind: "slow"; readonly delayMs: number }
  /** After so many bytes of answer a connection breaks off, those that are open included. */
  | { readonly kind: "cut"; readonly afterBytes: number }
  /** Somebody else answers with these bytes and hangs up: `at once` to whoever connects, `when asked` after the first bytes of a question. */
  | { readonly kind: "say"; readonly base64: string; readonly moment: "at once" | "when asked" };

export interface Relay {
  set(state: RelayState): Promise<void>;
  close(): Promise<void>;
}

/** Starts a relay from a loopback port to another. */
export async function startRelay(listenPort: number, targetPort: number): Promise<Relay> {
  const open = new Set<Socket>();
  let state: RelayState = "up";
  let server: Server | null = null;

  const keep = (socket: Socket, other: () => Socket | null): void => {
    open.add(socket);
    socket.on("close", () => {
      open.delete(socket);
      other()?.destroy();
    });
    socket.on("error", () => socket.destroy());
  };
  const accept = (inbound: Socket): void => {
    let outbound: Socket | null = null;
    keep(inbound, () => outbound);
    if (state === "hang") return;
    if (typeof state === "object" && state.kind === "say") {
      const bytes = Buffer.from(state.base64, "base64");
      if (state.moment === "at once") inbound.end(bytes);
      else inbound.once("data", () => inbound.end(bytes));
      return;
    }
    outbound = connect({ port: targetPort, host: "127.0.0.1" });
    keep(outbound, () => inbound);
    inbound.pipe(outbound);
    carryAnswers(outbound, inbound, () => state);
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
    const staysOpen = (given: RelayState): boolean => typeof given === "object" && given.kind !== "say";
    if (!staysOpen(next) && !(next === "up" && staysOpen(state))) dropAll();
    state = next;
    if (next === "down") return stopListening();
    if (server === null) await listen();
  };
  await listen();
  return { set, close: () => set("down") };
}

/** Carries what the part answers in its order, as late and as far as the state of the moment allows. */
function carryAnswers(from: Socket, to: Socket, stateNow: () => RelayState): void {
  let queue: Promise<void> = Promise.resolve();
  let cutBytes = 0;
  from.on("data", (chunk: Buffer) => {
    const state = stateNow();
    const delayMs = typeof state === "object" && state.kind === "slow" ? state.delayMs : 0;
    const room = typeof state === "object" && state.kind === "cut" ? state.afterBytes - cutBytes : Infinity;
    if (room !== Infinity) cutBytes += chunk.length;
    queue = queue.then(async () => {
      if (delayMs > 0) await wait(delayMs);
      if (to.destroyed) return;
      to.write(chunk.length > room ? chunk.subarray(0, Math.max(0, room)) : chunk);
      if (chunk.length > room) to.destroySoon();
    });
  });
  from.on("end", () => void queue.then(() => to.end()));
}
