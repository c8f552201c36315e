import { getAddress } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AddressDto, AddressRequest } from "@/lib/contracts/addresses";
import { codeOf, refusalOf } from "@/lib/testing/refusal-code";
import { newDestination, openWithdrawalStand, type Person, START_SECONDS, type WithdrawalStand } from "@/lib/testing/withdrawal-stand";
import { ADDRESSES_MAX } from "@/lib/withdrawals/withdrawal-policy";
import { addAddress } from "./add-address";
import { confirmAddress } from "./confirm-address";
import { describeAddress } from "./describe-address";
import { judgeDestination } from "./judge-destination";
import { listAddresses } from "./list-addresses";
import { removeAddress } from "./remove-address";

const UNKNOWN = "0a1b2c3d-0000-4000-8000-00000000aaaa";
const VALID = "0xa0Ee7A142d267C1f36714E4a8F75612F20a79720";

let stand: WithdrawalStand;
beforeAll(async () => {
  stand = await openWithdrawalStand();
});
afterAll(() => stand.close());

const add = (person: Person, address = newDestination(), changes: Partial<AddressRequest> = {}): Promise<AddressDto> =>
  addAddress(person.trader, { network: "testnet", address, label: "Wallet", ...changes }, stand.here);
const grantFor = (person: Person, { id, terms }: AddressDto, asker = person.trader): Promise<string> =>
  stand.grant(person, { purpose: "address", subjectId: id, terms }, "password_totp", asker);
const confirm = (person: Person, id: string, grantId: string | undefined): Promise<AddressDto> =>
  confirmAddress(person.trader, id, grantId, stand.there);
const approve = async (person: Person, address?: string, changes: Partial<AddressRequest> = {}): Promise<AddressDto> => {
  const added = await add(person, address, changes);
  return confirm(person, added.id, await grantFor(person, added));
};
const list = async (person: Person): Promise<readonly AddressDto[]> => (await listAddresses(person.trader, stand.here)).addresses;

describe("an address", () => {
  it.each([
    ["with its checksum", VALID],
    ["in lower case", VALID.toLowerCase()],
    ["in capitals", `0x${VALID.slice(2).toUpperCase()}`],
  ])("%s is taken and written with its checksum", (_name, text) => {
    expect(judgeDestination(text, [])).toEqual({ ok: true, value: VALID });
  });

  it.each([
    ["with one letter in the other case", VALID.replace("Ee7A", "ee7A"), /capitals/],
    ["with one digit changed", VALID.replace("720", "721"), /capitals/],
    ["too short", VALID.slice(0, -1), /40 characters/],
    ["too long", `${VALID}0`, /40 characters/],
    ["with another prefix", VALID.replace("0x", "0X"), /40 characters/],
    ["without a prefix", VALID.slice(2), /40 characters/],
    ["with another alphabet", VALID.replace("a0", "а0"), /40 characters/],
    ["that is a name", "vitalik.eth", /40 characters/],
    ["that is zero", `0x${"0".repeat(40)}`, /zero address/],
  ])("%s is refused in words of its own", (_name, text, sentence) => {
    const judged = judgeDestination(text, []);
    expect(judged.ok ? "taken" : judged.refusal).toMatch(sentence);
  });

  it("that is a contract of ours or a price feed is refused, and any other is taken", async () => {
    const ana = await stand.person();
    for (const [address, what] of [
      ["0x3333333333333333333333333333333333333333", /the contract of USDC/],
      ["0x1111111111111111111111111111111111111111", /the price feed of ETH/],
    ] as const) {
      const refusal = await refusalOf(add(ana, address));
      expect(refusal?.code).toBe("address_invalid");
      expect(refusal?.detail).toMatch(what);
    }
    expect(await codeOf(add(ana, "0x5555555555555555555555555555555555555555"))).toBe("done");
  });
});

describe("listing an address", () => {
  it("takes a grant, and then the whole cool-off, to the second", async () => {
    const ana = await stand.person();
    const added = await add(ana, VALID.toLowerCase());
    expect(added).toMatchObject({ address: VALID, state: "awaiting_approval", usableAt: null, networkLabel: "Test network" });
    expect(added.terms).toEqual({
      ...{ version: 1, act: "address", addressId: added.id, trader: ana.trader.sub, network: "testnet", chainId: 31_337 },
      ...{ address: VALID, label: "Wallet", createdAt: "2027-01-15T08:00:00Z", expiresAt: "2027-01-15T08:15:00Z" },
    });
    expect(await refusalOf(confirm(ana, added.id, undefined))).toMatchObject({ code: "step_up_required", maxAgeSeconds: 120 });
    const listed = await confirm(ana, added.id, await grantFor(ana, added));
    expect(listed).toMatchObject({ id: added.id, state: "cooling_off", usableAt: "2027-01-16T08:00:00Z" });
    stand.time.nowSeconds = START_SECONDS + 86_399;
    expect((await list(ana))[0]?.state).toBe("cooling_off");
    stand.time.nowSeconds = START_SECONDS + 86_400;
    expect((await list(ana))[0]?.state).toBe("usable");
    stand.time.nowSeconds = START_SECONDS;
  });

  it("takes no grant but its own, and lists once", async () => {
    const [ana, bob] = [await stand.person(), await stand.person()];
    const [one, other, foreign] = [await add(ana), await add(ana), await add(bob)];
    const grant = await grantFor(ana, one);
    const wrongPurpose = await stand.grant(ana, { purpose: "withdrawal", subjectId: one.id, terms: one.terms });
    expect(await codeOf(confirm(ana, other.id, grant))).toBe("grant_mismatch");
    expect(await codeOf(confirm(ana, one.id, wrongPurpose))).toBe("grant_mismatch");
    expect(await codeOf(confirm(ana, one.id, await grantFor(ana, one, ana.elsewhere)))).toBe("forbidden");
    expect(await codeOf(confirm(ana, one.id, await grantFor(bob, foreign)))).toBe("not_found");
    for (const id of [foreign.id, UNKNOWN, "x"]) expect(await codeOf(confirm(ana, id, grant))).toBe("not_found");
    expect(await codeOf(confirm(ana, one.id, grant))).toBe("done");
    expect(await codeOf(confirm(ana, one.id, grant))).toBe("grant_used");
    expect(await codeOf(confirm(ana, one.id, await grantFor(ana, one)))).toBe("conflict");
  });

  it.each([
    ["network", "'elsewhere'"],
    ["chain_id", "1"],
    ["address", "'0x5555555555555555555555555555555555555555'"],
    ["label", "'Other'"],
    ["created_at", "created_at - interval '1 second'"],
    ["expires_at", "expires_at + interval '1 second'"],
  ])("sees that %s became %s after the proof", async (column, value) => {
    const ana = await stand.person();
    await stand.worker.asService((tx) =>
      tx.query("INSERT INTO holdfast.networks VALUES ('elsewhere', 5, 'Elsewhere') ON CONFLICT DO NOTHING"),
    );
    const added = await add(ana);
    const grant = await grantFor(ana, added);
    await stand.tamper(`UPDATE holdfast.addresses SET ${column} = ${value} WHERE id = $1`, [added.id]);
    expect(await codeOf(confirm(ana, added.id, grant))).toBe("grant_mismatch");
    expect((await list(ana)).filter(({ state }) => state === "cooling_off")).toEqual([]);
  });

  it("happens in time: the last second is good, the next is not, and a day later it is out of sight", async () => {
    const ana = await stand.person();
    const [one, late] = [await add(ana), await add(ana)];
    stand.time.nowSeconds = START_SECONDS + 899;
    expect(await codeOf(confirm(ana, one.id, await grantFor(ana, one)))).toBe("done");
    const grant = await grantFor(ana, late);
    stand.time.nowSeconds = START_SECONDS + 900;
    expect(await codeOf(confirm(ana, late.id, grant))).toBe("quote_expired");
    expect((await list(ana)).find(({ id }) => id === late.id)?.state).toBe("expired");
    stand.time.nowSeconds = START_SECONDS + 900 + 86_399;
    expect((await list(ana)).some(({ id }) => id === late.id)).toBe(true);
    stand.time.nowSeconds = START_SECONDS + 900 + 86_400;
    expect((await list(ana)).some(({ id }) => id === late.id)).toBe(false);
    expect((await list(ana)).some(({ id }) => id === one.id)).toBe(true);
    stand.time.nowSeconds = START_SECONDS;
  });

  it("is refused for what is there already, for other people's networks, and when the list is full", async () => {
    const ana = await stand.person();
    expect(await codeOf(add(ana, ana.destination.toLowerCase()))).toBe("address_known");
    expect(await codeOf(add(ana, newDestination(), { network: "mars" }))).toBe("network_unknown");
    expect(await codeOf(add(ana, newDestination(), { network: "\u0000" }))).toBe("network_unknown");
    for (let count = 1; count < ADDRESSES_MAX; count += 1) await add(ana);
    expect(await codeOf(add(ana))).toBe("limit_exceeded");
    await removeAddress(ana.trader, ana.addressId, stand.here);
    expect(await codeOf(add(ana))).toBe("done");
    expect(await codeOf(add(ana))).toBe("limit_exceeded");
    stand.time.nowSeconds = START_SECONDS + 900;
    expect(await codeOf(add(ana))).toBe("done");
    stand.time.nowSeconds = START_SECONDS;
  });

  it("lets one of two entries of the same address through, also at the same time", async () => {
    for (let round = 0; round < 5; round += 1) {
      const ana = await stand.person();
      const address = newDestination();
      const entries = [];
      for (let count = 0; count < 10; count += 1) entries.push(await add(ana, address));
      const grants = await Promise.all(entries.map((entry) => grantFor(ana, entry)));
      const codes = await Promise.all(entries.map(({ id }, place) => codeOf(confirm(ana, id, grants[place]))));
      expect(codes.sort()).toEqual([...Array.from({ length: 9 }, () => "address_known"), "done"]);
      expect((await list(ana)).filter((entry) => entry.address === getAddress(address) && entry.usableAt !== null)).toHaveLength(1);
    }
  });
});

describe("the list", () => {
  it("names the address that a new one could be mistaken for", async () => {
    const ana = await stand.person();
    const twin = `${ana.destination.slice(0, 6)}${"0".repeat(32)}${ana.destination.slice(-4)}`.toLowerCase();
    expect((await add(ana, newDestination())).looksLike).toBeNull();
    expect((await add(ana, twin, { label: "Twin" })).looksLike).toBe("Cold storage");
    // What nobody approved is not yet something to be mistaken for.
    expect((await list(ana)).map(({ label, looksLike }) => [label, looksLike])).toContainEqual(["Cold storage", null]);
    await approve(ana, twin, { label: "Twin" });
    expect((await list(ana)).map(({ label, looksLike }) => [label, looksLike])).toContainEqual(["Cold storage", "Twin"]);
  });

  it("loses what is removed at once and for good, and may take it again with another cool-off", async () => {
    const [ana, bob] = [await stand.person(), await stand.person()];
    const unknown = await refusalOf(removeAddress(bob.trader, UNKNOWN, stand.here));
    for (const id of [ana.addressId, "x", "%00"]) expect(await refusalOf(removeAddress(bob.trader, id, stand.here))).toEqual(unknown);
    expect(await codeOf(removeAddress(ana.trader, ana.addressId, stand.here))).toBe("done");
    expect(await codeOf(removeAddress(ana.trader, ana.addressId, stand.here))).toBe("not_found");
    expect(await list(ana)).toEqual([]);
    expect((await approve(ana, ana.destination)).state).toBe("cooling_off");
  });

  it("is one's own, newest first", async () => {
    const [ana, bob] = [await stand.person(), await stand.person()];
    stand.time.nowSeconds = START_SECONDS + 1;
    const newest = await add(ana);
    stand.time.nowSeconds = START_SECONDS;
    expect((await list(ana)).map(({ id }) => id)).toEqual([newest.id, ana.addressId]);
    expect((await list(bob)).map(({ id }) => id)).toEqual([bob.addressId]);
  });

  it("describes for an approval only what may still be listed", async () => {
    const [ana, bob] = [await stand.person(), await stand.person()];
    const added = await add(ana);
    const describeIt = (person: Person, id: string) =>
      stand.here.database.asTrader(person.trader.sub, (tx) => describeAddress(tx, person.trader, id, stand.time.nowSeconds));
    expect(await describeIt(ana, added.id)).toMatchObject({
      ok: true,
      value: { terms: added.terms, termsHash: added.termsHash, proofs: ["passkey", "password_totp"] },
    });
    for (const id of [UNKNOWN, "x"]) expect(await describeIt(ana, id)).toEqual({ ok: false, refusal: { code: "not_found" } });
    expect(await describeIt(bob, added.id)).toEqual({ ok: false, refusal: { code: "not_found" } });
    expect(await describeIt(ana, ana.addressId)).toMatchObject({ ok: false, refusal: { code: "conflict" } });
    stand.time.nowSeconds = START_SECONDS + 900;
    expect(await describeIt(ana, added.id)).toMatchObject({ ok: false, refusal: { code: "quote_expired" } });
    stand.time.nowSeconds = START_SECONDS;
  });
});
