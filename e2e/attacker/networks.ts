// Networks of this one machine: every address in 127.0.0.0/8 is its own, and the product tells networks apart by their first three numbers.
import { randomInt } from "node:crypto";
import { AppClient } from "../support/app-client";
import type { Attacked } from "./attack";

/** The first two numbers of addresses that nobody has called from yet, most likely: 127.16 to 127.255. */
export const freshNetworks = (): string => `127.${String(randomInt(16, 256))}`;

/** A caller without cookies at the `index`-th network under `from`. */
export function callerAt({ app }: Attacked, from: string, index: number): AppClient {
  const client = new AppClient(app);
  client.from = `${from}.${String(index % 256)}.7`;
  return client;
}
