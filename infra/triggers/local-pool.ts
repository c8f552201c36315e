// The triggers of our pools for the local pool's `--triggers` option: the very functions that are deployed.
import { handler as CreateAuthChallenge } from "./create-auth-challenge";
import { handler as DefineAuthChallenge } from "./define-auth-challenge";
import { handler as PreSignUp } from "./pre-sign-up";
import { handler as PreTokenGeneration } from "./pre-token-generation";
import { handler as UserMigration } from "./user-migration";
import { handler as VerifyAuthChallengeResponse } from "./verify-auth-challenge-response";

// A pool whose triggers name nobody's old store has no UserMigration trigger: an unknown address then costs no call.
const migration = process.env["LEGACY_NAME_KEY"] === undefined ? {} : { UserMigration };
const traders = { PreSignUp, PreTokenGeneration, DefineAuthChallenge, CreateAuthChallenge, VerifyAuthChallengeResponse, ...migration };
// Nobody signs up to the support desk and nobody recovers by a challenge there.
const staff = { PreTokenGeneration };

// The local pool runs them in its own process and hands over which of its pools is which.
const byPool = Object.fromEntries(
  [[process.env["COGNITO_USER_POOL_ID"], traders] as const, [process.env["COGNITO_STAFF_USER_POOL_ID"], staff] as const].flatMap(
    ([poolId, handlers]) => (poolId === undefined ? [] : [[poolId, handlers] as const]),
  ),
);
export default byPool;
