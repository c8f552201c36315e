// The triggers of the traders' pool for the local pool's `--triggers` option: the very functions that are deployed.
import { handler as CreateAuthChallenge } from "./create-auth-challenge";
import { handler as DefineAuthChallenge } from "./define-auth-challenge";
import { handler as UserMigration } from "./user-migration";
import { handler as VerifyAuthChallengeResponse } from "./verify-auth-challenge-response";

// A pool whose triggers name nobody's old store has no UserMigration trigger: an unknown address then costs no call.
const migration = process.env["LEGACY_NAME_KEY"] === undefined ? {} : { UserMigration };
const handlers = { DefineAuthChallenge, CreateAuthChallenge, VerifyAuthChallengeResponse, ...migration };
// The local pool runs them in its own process and hands over which of its pools is the traders'.
const poolId = process.env["COGNITO_USER_POOL_ID"];

const byPool = poolId === undefined ? {} : { [poolId]: handlers };
export default byPool;
