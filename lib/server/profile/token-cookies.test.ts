import { expect, test } from "vitest";
import { tokenCookies } from "./token-cookies";

const store = tokenCookies({ clientId: "client", username: "ana", accessToken: "a.b.c" });
const PREFIX = "CognitoIdentityServiceProvider.client";

test("shows the account's name and its access token, and no other cookie", () => {
  expect(store.get(`${PREFIX}.LastAuthUser`)?.value).toBe("ana");
  expect(store.get(`${PREFIX}.ana.accessToken`)?.value).toBe("a.b.c");
  for (const name of ["refreshToken", "idToken", "clockDrift", "signInDetails"]) expect(store.get(`${PREFIX}.ana.${name}`)).toBeUndefined();
  expect(store.get("__Secure-hf_rt")).toBeUndefined();
  expect(store.getAll().map(({ name }) => name)).toEqual([`${PREFIX}.LastAuthUser`, `${PREFIX}.ana.accessToken`]);
});

test("forgets whatever is written or deleted", () => {
  const writable = store as unknown as { set(name: string, value: string): void; delete(name: string): void };
  writable.set(`${PREFIX}.ana.accessToken`, "other");
  writable.delete(`${PREFIX}.LastAuthUser`);
  expect(store.getAll()).toHaveLength(2);
  expect(store.get(`${PREFIX}.ana.accessToken`)?.value).toBe("a.b.c");
});
