// The accounts of a user pool by its administrator's API: AWS by the machine's own credentials, the local pool at COGNITO_ENDPOINT.
import {
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  CognitoIdentityProviderClient,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { ListedAccount, ResetAnswer } from "./reset-passwords";

export interface PoolPlace {
  readonly region: string;
  readonly userPoolId: string;
  /** Absent for AWS itself. */
  readonly endpoint?: string | undefined;
}

export interface PoolAccounts {
  all(): AsyncIterable<ListedAccount>;
  /** Those of the given emails; an email that nobody has is left out. */
  named(emails: readonly string[]): AsyncIterable<ListedAccount>;
  reset(username: string): Promise<ResetAnswer>;
}

const PAGE = 60;
const LATER = new Set(["TooManyRequestsException", "LimitExceededException", "ThrottlingException", "InternalErrorException"]);
const IMPOSSIBLE = new Set(["NotAuthorizedException", "InvalidParameterException", "UserNotFoundException"]);

/** Opens the pool. The local one judges a signature by its form alone, so any credentials do there. */
export function openPoolAccounts({ region, userPoolId, endpoint }: PoolPlace): PoolAccounts {
  const local = endpoint === undefined ? {} : { endpoint, credentials: { accessKeyId: "local", secretAccessKey: "local" } };
  const client = new CognitoIdentityProviderClient({ region, maxAttempts: 1, ...local });
  return {
    async *all() {
      let token: string | undefined;
      do {
        const page = await client.send(
          new ListUsersCommand({ UserPoolId: userPoolId, Limit: PAGE, ...(token && { PaginationToken: token }) }),
        );
        for (const { Username, UserStatus } of page.Users ?? []) if (Username) yield { username: Username, status: UserStatus ?? "" };
        token = page.PaginationToken;
      } while (token !== undefined);
    },
    async *named(emails) {
      for (const email of emails) {
        const found = await client.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: email })).catch(nobody);
        if (found?.Username) yield { username: found.Username, status: found.UserStatus ?? "" };
      }
    },
    reset: (username) =>
      client.send(new AdminResetUserPasswordCommand({ UserPoolId: userPoolId, Username: username })).then(
        (): ResetAnswer => "reset",
        (error: unknown): ResetAnswer => {
          if (LATER.has(nameOf(error))) return "later";
          if (IMPOSSIBLE.has(nameOf(error))) return "impossible";
          throw error;
        },
      ),
  };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "");

function nobody(error: unknown): null {
  if (nameOf(error) === "UserNotFoundException") return null;
  throw error;
}
