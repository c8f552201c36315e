import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startContractPool, type ContractPool } from "../testing/contract-pool";
import { refusalOf } from "../testing/drive-pool";

let pool: ContractPool;
let poolId = "";

beforeAll(async () => {
  pool = await startContractPool(sdk);
  poolId = await pool.stand.newPool({ Schema: [{ Name: "desk" }] });
  for (const [Username, given, desk] of [
    ["ada", "Ada", "1"],
    ["adam", "Adam", "2"],
    ["Bob", 'Bo"b', "3"],
  ] as const) {
    await pool.stand.send("AdminCreateUser", {
      UserPoolId: poolId,
      Username,
      MessageAction: "SUPPRESS",
      UserAttributes: [
        { Name: "email", Value: `${Username}@example.com` },
        { Name: "given_name", Value: given },
        { Name: "custom:desk", Value: desk },
      ],
    });
  }
  await pool.stand.send("AdminDisableUser", { UserPoolId: poolId, Username: "Bob" });
  await pool.stand.send("AdminSetUserPassword", { UserPoolId: poolId, Username: "ada", Password: "A-good-Word-1", Permanent: true });
}, 30_000);
afterAll(() => pool.running.close());

interface Listed {
  readonly Username: string;
  readonly Attributes: readonly { readonly Name: string }[];
}
const list = async (more: object = {}) => {
  const answer = await pool.stand.send("ListUsers", { UserPoolId: poolId, ...more });
  return { users: answer["Users"] as readonly Listed[], token: answer["PaginationToken"] };
};
const names = async (Filter: string) => (await list({ Filter })).users.map((user) => user.Username);

describe("a filter", () => {
  test.each([
    ["", ["ada", "adam", "Bob"]],
    ['username = "ada"', ["ada"]],
    ['username ^= "ada"', ["ada", "adam"]],
    ['username = "bob"', []],
    ['"given_name"="Adam"', ["adam"]],
    ['given_name = "Bo\\"b"', ["Bob"]],
    ['email = "Bob@example.com"', ["Bob"]],
    ['cognito:user_status = "confirmed"', ["ada"]],
    ['cognito:user_status ^= "FORCE_"', ["adam", "Bob"]],
    ['status = "Disabled"', ["Bob"]],
    ['status = "disabled"', []],
    ['phone_number = "+49"', []],
  ])("%s finds %j", async (filter, found) => {
    expect(await names(filter)).toEqual(found);
  });

  test("by sub finds the one user", async () => {
    const sub = (await list()).users[1]?.Attributes.find(({ Name }) => Name === "sub") as { Value?: string } | undefined;
    expect(await names(`sub = "${sub?.Value ?? ""}"`)).toEqual(["adam"]);
  });

  test.each(['custom:desk = "1"', 'nickname = "a"', "username = ada", 'username ~ "a"', 'username = "a" and email = "b"', "username"])(
    "%s is refused",
    async (Filter) => {
      expect((await refusalOf(list({ Filter }))).name).toBe("InvalidParameterException");
    },
  );
});

describe("a list", () => {
  test("comes in pages, every user once", async () => {
    const first = await list({ Limit: 2 });
    const second = await list({ Limit: 2, PaginationToken: first.token });
    expect([...first.users, ...second.users].map((user) => user.Username)).toEqual(["ada", "adam", "Bob"]);
    expect(second.token).toBeUndefined();
    expect((await refusalOf(list({ PaginationToken: "somewhere" }))).name).toBe("InvalidParameterException");
    expect((await refusalOf(list({ Limit: 61 }))).name).toBe("InvalidParameterException");
  });

  test("shows the attributes that were asked for, and refuses those that the pool does not have", async () => {
    const { users } = await list({ AttributesToGet: ["email"] });
    expect(users.map((user) => user.Attributes.map(({ Name }) => Name))).toEqual([["email"], ["email"], ["email"]]);
    expect((await refusalOf(list({ AttributesToGet: ["custom:chair"] }))).name).toBe("InvalidParameterException");
  });
});
