// Contract cases of set-up and administration: pools, clients, groups and what administrators do to users.
import type { ContractCase, ContractStand } from "../contract-case";
import { triggerFailureCases } from "./account-trigger-cases";
import { aboutSomeUser, aCase, ownName, poolUserCases, sharedPool, someUser } from "./admin-scene";
import { INVITATION_CASES } from "./invitation-cases";
import { SET_UP_CASES } from "./set-up-cases";

const REMEMBERING = { Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 3 } } };
const ANOTHER_PASSWORD = "Another-Password-2!";

const proven = (email: string) => [
  { Name: "email", Value: email },
  { Name: "email_verified", Value: "true" },
];

const PASSWORDS: readonly ContractCase[] = [
  ...poolUserCases("AdminSetUserPassword", { Password: ANOTHER_PASSWORD, Permanent: true }),
  aCase("AdminSetUserPassword", "InvalidPasswordException", "a password that the policy does not allow", (stand) =>
    aboutSomeUser(stand, "AdminSetUserPassword", { Password: "short", Permanent: true }),
  ),
  aCase("AdminSetUserPassword", "PasswordHistoryPolicyViolationException", "a password that was used before", async (stand) => {
    const UserPoolId = await stand.newPool(REMEMBERING);
    const { username: Username, password: Password } = await stand.newUser(UserPoolId);
    return stand.send("AdminSetUserPassword", { UserPoolId, Username, Password, Permanent: true });
  }),
  ...poolUserCases("AdminResetUserPassword"),
];

const USERS: readonly ContractCase[] = [
  ...poolUserCases("AdminGetUser"),
  ...poolUserCases("AdminDisableUser"),
  ...poolUserCases("AdminEnableUser"),
  ...poolUserCases("AdminUserGlobalSignOut"),
  ...poolUserCases("AdminListGroupsForUser"),
  ...poolUserCases("AdminDeleteSoftwareToken"),
  ...poolUserCases("AdminSetUserMFAPreference", { SoftwareTokenMfaSettings: { Enabled: false } }),
  ...poolUserCases("AdminUpdateUserAttributes", { UserAttributes: [{ Name: "nickname", Value: "Ada" }] }),
  aCase("AdminUpdateUserAttributes", "AliasExistsException", "a proven email that somebody else has proven", async (stand) => {
    const { user } = await someUser(stand);
    return aboutSomeUser(stand, "AdminUpdateUserAttributes", { UserAttributes: proven(user.email) });
  }),
  aCase("AdminSetUserMFAPreference", "InvalidParameterException", "codes of an app that the user has not", (stand) =>
    aboutSomeUser(stand, "AdminSetUserMFAPreference", { SoftwareTokenMfaSettings: { Enabled: true } }),
  ),
];

async function join(stand: ContractStand, GroupName: string, Username?: string): Promise<unknown> {
  const named = await someUser(stand);
  return stand.send("AdminAddUserToGroup", { UserPoolId: named.UserPoolId, Username: Username ?? named.Username, GroupName });
}

async function newGroup(stand: ContractStand): Promise<string> {
  const GroupName = ownName();
  await stand.send("CreateGroup", { UserPoolId: await sharedPool(stand), GroupName });
  return GroupName;
}

const GROUPS: readonly ContractCase[] = [
  aCase("AdminAddUserToGroup", "success", "a group of the pool", async (stand) => join(stand, await newGroup(stand))),
  aCase("AdminAddUserToGroup", "UserNotFoundException", "a name that nobody has", async (stand) =>
    join(stand, await newGroup(stand), ownName()),
  ),
  aCase("AdminAddUserToGroup", "ResourceNotFoundException", "a group that the pool has not", (stand) => join(stand, ownName())),
];

const LISTS: readonly ContractCase[] = [
  aCase("ListUsers", "success", "a filter by the beginning of a username", async (stand) =>
    stand.send("ListUsers", { UserPoolId: await sharedPool(stand), Filter: 'username ^= "admin-"', Limit: 10 }),
  ),
  aCase("ListUsers", "InvalidParameterException", "a filter by a custom attribute", async (stand) =>
    stand.send("ListUsers", { UserPoolId: await sharedPool(stand), Filter: 'custom:desk = "7"' }),
  ),
  aCase("GetUserAuthFactors", "success", "a valid access token", async (stand) => {
    const { UserPoolId, user } = await someUser(stand);
    const signedIn = await stand.passPassword(await stand.newClient(UserPoolId), user);
    return stand.send("GetUserAuthFactors", { AccessToken: signedIn.AuthenticationResult?.AccessToken });
  }),
];

const TRIGGERS = triggerFailureCases([
  {
    operation: "AdminCreateUser",
    trigger: "PreSignUp",
    prepare: (stand, { poolId: UserPoolId }) =>
      Promise.resolve(() => stand.send("AdminCreateUser", { UserPoolId, Username: ownName(), MessageAction: "SUPPRESS" })),
  },
  {
    operation: "AdminResetUserPassword",
    trigger: "CustomMessage",
    prepare: async (stand, { poolId: UserPoolId }) => {
      const { username: Username } = await stand.newUser(UserPoolId);
      return () => stand.send("AdminResetUserPassword", { UserPoolId, Username });
    },
  },
  {
    operation: "AdminUpdateUserAttributes",
    trigger: "CustomMessage",
    prepare: async (stand, { poolId: UserPoolId }) => {
      const { username: Username } = await stand.newUser(UserPoolId);
      const UserAttributes = [{ Name: "email", Value: `${ownName()}@example.com` }];
      return () => stand.send("AdminUpdateUserAttributes", { UserPoolId, Username, UserAttributes });
    },
  },
]);

/** The cases of set-up and administration. */
export const ADMIN_CASES: readonly ContractCase[] = [
  ...SET_UP_CASES,
  ...INVITATION_CASES,
  ...PASSWORDS,
  ...USERS,
  ...GROUPS,
  ...LISTS,
  ...TRIGGERS,
];
