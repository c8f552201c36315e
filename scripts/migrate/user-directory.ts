// The user pool as the import needs it. Every call is paced and repeated here; nothing else of the import knows the SDK.
import { randomBytes } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  ListUsersCommand,
  type AttributeType,
} from "@aws-sdk/client-cognito-identity-provider";
import { createPace } from "./create-pace";
import type { MigrationSettings } from "./migration-settings";
import { withRetries } from "./with-retries";

/** An account as the pool has it. */
export interface PoolUser {
  readonly username: string;
  readonly sub: string;
  /** Whether it was made and never got a lasting password. */
  readonly isUnfinished: boolean;
}

/** The calls of the import. */
export interface UserDirectory {
  /** The pool's name of whoever has each proven address, for the whole pool. */
  readOwners(): Promise<ReadonlyMap<string, string>>;
  /** Makes the account; "exists" when the name is there already, "email_taken" when somebody else has the address. Nothing is mailed. */
  create(user: { readonly username: string; readonly email: string }): Promise<PoolUser | "exists" | "email_taken">;
  find(username: string): Promise<PoolUser>;
  /** Gives an account a lasting password that nobody knows, which makes it one whose owner can use "I forgot my password". */
  finish(username: string): Promise<void>;
}

// UserList allows 30 calls a second, UserRead 120; the import is not alone.
const LISTS_PER_SECOND = 10;
const READS_PER_SECOND = 50;
const PAGE = 60;

const valueOf = (attributes: readonly AttributeType[] | undefined, name: string): string | null =>
  attributes?.find(({ Name }) => Name === name)?.Value ?? null;

const userOf = (username: string, status: string | undefined, attributes: readonly AttributeType[] | undefined): PoolUser => ({
  username,
  sub: valueOf(attributes, "sub") ?? username,
  isUnfinished: status === "FORCE_CHANGE_PASSWORD",
});

/** 43 random characters; the end satisfies pools that ask for every kind of character. */
const passwordOfNobody = (): string => `${randomBytes(32).toString("base64url")}aA1!`;

/** The pool that the settings name. */
export function openUserDirectory({ region, endpoint, userPoolId: UserPoolId, usersPerSecond }: MigrationSettings): UserDirectory {
  // Repeating is done here, where it is paced and seen.
  const client = new CognitoIdentityProviderClient({ region, ...(endpoint === null ? {} : { endpoint }), maxAttempts: 1 });
  const [creates, finishes] = [createPace(usersPerSecond), createPace(usersPerSecond)];
  const [lists, reads] = [createPace(LISTS_PER_SECOND), createPace(READS_PER_SECOND)];
  return {
    readOwners: async () => {
      const owners = new Map<string, string>();
      let PaginationToken: string | undefined;
      do {
        const page = {
          UserPoolId,
          Limit: PAGE,
          AttributesToGet: ["email", "email_verified"],
          ...(PaginationToken === undefined ? {} : { PaginationToken }),
        };
        const answer = await withRetries(async () => (await lists(), client.send(new ListUsersCommand(page))));
        for (const { Username, Attributes } of answer.Users ?? []) {
          const email = valueOf(Attributes, "email")?.toLowerCase();
          if (Username !== undefined && email !== undefined && valueOf(Attributes, "email_verified") === "true")
            owners.set(email, Username);
        }
        ({ PaginationToken } = answer);
      } while (PaginationToken !== undefined);
      return owners;
    },
    create: async ({ username: Username, email }) => {
      const UserAttributes = [
        { Name: "email", Value: email },
        { Name: "email_verified", Value: "true" },
      ];
      const command = new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: "SUPPRESS" });
      try {
        const { User } = await withRetries(async () => (await creates(), client.send(command)));
        return userOf(Username, User?.UserStatus, User?.Attributes);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        if (error.name === "UsernameExistsException") return "exists";
        if (error.name === "AliasExistsException") return "email_taken";
        throw error;
      }
    },
    find: async (Username) => {
      const { UserStatus, UserAttributes } = await withRetries(
        async () => (await reads(), client.send(new AdminGetUserCommand({ UserPoolId, Username }))),
      );
      return userOf(Username, UserStatus, UserAttributes);
    },
    finish: async (Username) => {
      const command = new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: passwordOfNobody(), Permanent: true });
      await withRetries(async () => (await finishes(), client.send(command)));
    },
  };
}
