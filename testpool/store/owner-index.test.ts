import { expect, test } from "vitest";
import { openMemoryLog, type AppendLog, type Change } from "./append-log";
import type { DeviceRecord } from "./records";
import { openStore } from "./store";

const device = (username: string, key: string): DeviceRecord => ({
  poolId: "eu_A",
  username,
  key,
  groupKey: "g",
  name: "",
  srp: { saltHex: "0", verifierHex: "0" },
  isRemembered: false,
  lastAddress: "",
  createdAtSeconds: 0,
  modifiedAtSeconds: 0,
  lastSignInAtSeconds: 0,
});
const ann = { poolId: "eu_A", username: "ann" };

test("a user's records are found in order, follow their owner, and go when they are removed", () => {
  const store = openStore(openMemoryLog(), () => false);
  const keys = (username: string) => store.ownedBy("devices", { ...ann, username }).map(({ key }) => key);
  store.put("devices", "1", device("ann", "1"));
  store.put("devices", "2", device("bob", "2"));
  store.put("devices", "3", device("ann", "3"));
  store.put("devices", "1", { ...device("ann", "1"), name: "changed" });
  expect(keys("ann")).toEqual(["1", "3"]);
  expect(store.ownedBy("devices", ann)[0]?.name).toBe("changed");
  expect(keys("Ann")).toEqual([]);
  store.put("devices", "3", device("bob", "3"));
  store.remove("devices", "1");
  expect([keys("ann"), keys("bob")]).toEqual([[], ["2", "3"]]);
  store.clear();
  expect(keys("bob")).toEqual([]);
});

test("the index is there after a restart and after everything was replaced, and one write replaces everything", () => {
  const written: (readonly Change[])[] = [];
  const log: AppendLog = {
    ...openMemoryLog(),
    read: () => [["devices", "1", device("ann", "1")]],
    replace: (batch) => {
      written.push(batch);
    },
  };
  const store = openStore(log, () => false);
  expect(store.ownedBy("devices", ann)).toHaveLength(1);
  store.put("devices", "4", device("ann", "4"));
  store.replaceAll([["devices", "2", device("ann", "2")]]);
  expect(store.ownedBy("devices", ann).map(({ key }) => key)).toEqual(["2"]);
  expect(store.entries("devices").map(([key]) => key)).toEqual(["2"]);
  expect(written).toHaveLength(2);
  expect(written.at(-1)).toEqual([["devices", "2", device("ann", "2")]]);
});
