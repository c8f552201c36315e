import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ATTRIBUTE_REGISTRY } from "@/lib/policy/attribute-registry";
import { STAFF_POOL, TRADER_POOL } from "@/lib/policy/pool-policy";
import { STANDARD_ATTRIBUTES } from "@/testpool/rules/attribute-schema";
import { sourceFiles } from "./source-files";

const POOLS = [TRADER_POOL, STAFF_POOL];
const names = ATTRIBUTE_REGISTRY.map(({ name }) => name);

/** The ways in which the product can come by an attribute: the pool's answers, Amplify's reader, the claims of an ID token, groups. */
const READS =
  /\bUserAttributes\b|\bfetchUserAttributes\b|\bcognito:(?:groups|username)\b|\bemail_verified\b|\bphone_number\b|\["email"\]|["']custom:/;
const PRODUCT = /^(?:app|components|lib|worker)\/|^middleware\.ts$/;
/** The policy and this registry name attributes and read none; the list of operations names an operation. */
const NAME_ONLY = ["lib/policy/pool-policy.ts", "lib/policy/attribute-registry.ts", "lib/server/cognito-proxy/operations.ts"];
/** One judges the form of every claim of a token and hands on none; the other reads a column of a file that no pool has written. */
const FORM_ONLY = ["lib/identity/token-claim-checks.ts", "lib/migration/legacy-row.ts"];

const readingFiles = sourceFiles()
  .filter((file) => PRODUCT.test(file) && !/\.test\.tsx?$|^lib\/testing\/|^lib\/policy\/(?:client|pool)-settings?\.ts$/.test(file))
  .filter((file) => READS.test(readFileSync(file, "utf8").replaceAll(/^\s*(?:\/\/|\*).*$/gm, "")));

/** Where the product decides what somebody may do. */
const DECIDES =
  /^(?:middleware\.ts$|worker\/|lib\/(?:policy|step-up|withdrawals|orders|ledger|recovery|approval)\/|lib\/server\/(?:step-up|withdrawals|orders|addresses|api-keys|acts|queries|tokens|http)\/|lib\/server\/session\/(?:require|resolve|trader|admit|check|holds|judge|agent|machine|bearer))/;

describe("the attribute registry", () => {
  it("lists every attribute that a pool of ours has, reads, writes, verifies or signs in by, and each once", () => {
    const used = POOLS.flatMap((pool) => [
      ...pool.aliasAttributes,
      ...pool.autoVerifiedAttributes,
      ...pool.attributesRequireVerificationBeforeUpdate,
      ...pool.webClient.readAttributes,
      ...pool.webClient.writeAttributes,
    ]);
    expect([...used, ...Object.keys(STANDARD_ATTRIBUTES)].filter((name) => !names.includes(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it("agrees with the client's lists on who writes and who reads", () => {
    for (const { webClient, attributesRequireVerificationBeforeUpdate: proven } of POOLS) {
      const written = ATTRIBUTE_REGISTRY.filter(({ writer }) => writer === "trader_with_proof").map(({ name }) => name);
      expect(webClient.writeAttributes.toSorted()).toEqual(written.toSorted());
      // What its owner may write counts only once it is proven.
      expect(webClient.writeAttributes.filter((name) => !proven.includes(name))).toEqual([]);
      const unread = ATTRIBUTE_REGISTRY.filter(({ readers }) => readers.length === 0).map(({ name }) => name);
      expect(webClient.readAttributes.filter((name) => unread.includes(name))).toEqual([]);
    }
  });

  it("names every file of the product that reads an attribute, and no other", () => {
    const registered = [...new Set(ATTRIBUTE_REGISTRY.flatMap(({ readers }) => readers))];
    const reading = readingFiles.filter((file) => ![...NAME_ONLY, ...FORM_ONLY].includes(file));
    expect(reading.toSorted()).toEqual(registered.toSorted());
  });

  it("has no reader where the product decides what somebody may do", () => {
    expect(readingFiles.filter((file) => DECIDES.test(file) && !NAME_ONLY.includes(file))).toEqual([]);
    // The pattern is of places that exist.
    expect(sourceFiles().filter((file) => DECIDES.test(file)).length).toBeGreaterThan(100);
  });

  it("knows that what a verified token hands on has no attribute but the account's names", () => {
    const claims = /interface VerifiedClaims \{([^}]*)\}/.exec(readFileSync("lib/identity/verified-claims.ts", "utf8"))?.[1] ?? "";
    const members = [...claims.matchAll(/readonly (\w+):/g)].map(([, name]) => name);
    expect(members).toContain("sub");
    expect(members.filter((name) => ATTRIBUTE_REGISTRY.some((entry) => entry.name === name && entry.writer !== "pool"))).toEqual([]);
    expect(members).not.toContain("groups");
  });

  it("says of no attribute that it allows anything", () => {
    expect(ATTRIBUTE_REGISTRY.filter(({ use }) => /\b(allow|permit|grant|entitle|role)/i.test(use))).toEqual([]);
  });
});
