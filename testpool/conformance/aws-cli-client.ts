// The AWS CLI makes a pool, a client and a user, signs in, and is refused, as an administrator would do it in a shell.
import { runCommand } from "./run-command";

type Json = Readonly<Record<string, unknown>>;
type Aws = (operation: string, options: Readonly<Record<string, string | true>>) => Promise<Json>;

const PASSWORD = "A long passphrase, 1st";

function awsAt(environment: NodeJS.ProcessEnv): Aws {
  return async (operation, options) => {
    const args = Object.entries(options).flatMap(([name, value]) => (value === true ? [`--${name}`] : [`--${name}`, value]));
    const { code, stdout, stderr } = await runCommand("aws", ["cognito-idp", operation, "--output", "json", ...args], environment);
    if (code !== 0) throw new Error(stderr.trim() === "" ? `aws ended with ${code ?? "nothing"}` : stderr.trim());
    return stdout.trim() === "" ? {} : (JSON.parse(stdout) as Json);
  };
}

/** A text somewhere in an answer. */
function at(answer: Json, ...path: readonly string[]): string {
  const found = path.reduce<unknown>((value, name) => (value as Json | undefined)?.[name], answer);
  if (typeof found !== "string") throw new Error(`The answer lacks ${path.join(".")}.`);
  return found;
}

async function refuses(what: string, exception: string, call: Promise<Json>): Promise<void> {
  const outcome = await call.then(
    () => `${what} was accepted`,
    (error: unknown) => (error instanceof Error ? error.message : ""),
  );
  if (!outcome.includes(`(${exception})`)) throw new Error(`${what}: expected ${exception}, but ${outcome}`);
}

/** Rejects with the first thing that is not as it should be. */
export async function runAwsCli(environment: NodeJS.ProcessEnv): Promise<void> {
  const aws = awsAt(environment);
  const pool = at(await aws("create-user-pool", { "pool-name": "shell" }), "UserPool", "Id");
  const flows = { "explicit-auth-flows": "ALLOW_USER_PASSWORD_AUTH" };
  const made = await aws("create-user-pool-client", { "user-pool-id": pool, "client-name": "shell", ...flows });
  const client = at(made, "UserPoolClient", "ClientId");
  const user = { "user-pool-id": pool, username: "ada" };
  await aws("admin-create-user", { ...user, "message-action": "SUPPRESS", "user-attributes": "Name=email,Value=ada@example.test" });
  await aws("admin-set-user-password", { ...user, password: PASSWORD, permanent: true });
  const signIn = (password: string) =>
    aws("initiate-auth", {
      "client-id": client,
      "auth-flow": "USER_PASSWORD_AUTH",
      "auth-parameters": JSON.stringify({ USERNAME: "ada", PASSWORD: password }),
    });
  await refuses("A wrong password", "NotAuthorizedException", signIn("a wrong one"));
  const token = at(await signIn(PASSWORD), "AuthenticationResult", "AccessToken");
  if (at(await aws("get-user", { "access-token": token }), "Username") !== "ada") throw new Error("get-user names somebody else.");
  await refuses("A bent token", "NotAuthorizedException", aws("get-user", { "access-token": `${token.slice(0, -8)}AAAAAAAA` }));
  const { Users } = await aws("list-users", { "user-pool-id": pool, filter: 'username = "ada"' });
  if (!Array.isArray(Users) || Users.length !== 1) throw new Error("list-users does not find the user.");
  await refuses("An unknown pool", "ResourceNotFoundException", aws("list-users", { "user-pool-id": "eu-central-1_None00001" }));
}
