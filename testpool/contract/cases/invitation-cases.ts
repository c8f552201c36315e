// Contract cases of accounts that an administrator opens.
import type { ContractCase, ContractStand } from "../contract-case";
import { aCase, ownName, sharedPool } from "./admin-scene";

const FIRST_PASSWORD = "First-Password-1!";

async function create(stand: ContractStand, more: object = {}): Promise<unknown> {
  return stand.send("AdminCreateUser", { UserPoolId: await sharedPool(stand), Username: ownName(), MessageAction: "SUPPRESS", ...more });
}

const proven = (email: string) => ({
  UserAttributes: [
    { Name: "email", Value: email },
    { Name: "email_verified", Value: "true" },
  ],
});

/** The cases of AdminCreateUser. */
export const INVITATION_CASES: readonly ContractCase[] = [
  aCase("AdminCreateUser", "success", "a free name and no mail", (stand) => create(stand)),
  aCase("AdminCreateUser", "success", "another invitation for somebody who has not come yet", async (stand) => {
    const named = { Username: ownName(), ...proven(`${ownName()}@example.com`), TemporaryPassword: FIRST_PASSWORD };
    await create(stand, named);
    return create(stand, { Username: named.Username, MessageAction: "RESEND", DesiredDeliveryMediums: ["EMAIL"] });
  }),
  aCase("AdminCreateUser", "UsernameExistsException", "a name that somebody has", async (stand) => {
    const Username = ownName();
    await create(stand, { Username });
    return create(stand, { Username });
  }),
  aCase("AdminCreateUser", "AliasExistsException", "a proven email that somebody else has proven", async (stand) => {
    const email = `${ownName()}@example.com`;
    await create(stand, proven(email));
    return create(stand, proven(email));
  }),
  aCase("AdminCreateUser", "success", "a proven email of somebody else, with ForceAliasCreation", async (stand) => {
    const email = `${ownName()}@example.com`;
    await create(stand, proven(email));
    return create(stand, { ...proven(email), ForceAliasCreation: true });
  }),
  aCase("AdminCreateUser", "InvalidPasswordException", "a temporary password that the policy does not allow", (stand) =>
    create(stand, { TemporaryPassword: "short" }),
  ),
  aCase("AdminCreateUser", "UnsupportedUserStateException", "another invitation for somebody who has come", async (stand) => {
    const { username } = await stand.newUser(await sharedPool(stand));
    return create(stand, { Username: username, MessageAction: "RESEND" });
  }),
  aCase("AdminCreateUser", "UserNotFoundException", "another invitation for nobody", (stand) => create(stand, { MessageAction: "RESEND" })),
  aCase("AdminCreateUser", "InvalidParameterException", "an attribute that the pool does not have", (stand) =>
    create(stand, { UserAttributes: [{ Name: "custom:desk", Value: "7" }] }),
  ),
];
