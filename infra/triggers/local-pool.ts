// The triggers of the traders' pool for the local pool's `--triggers` option: the very functions that are deployed.
import { handler as CreateAuthChallenge } from "./create-auth-challenge";
import { handler as DefineAuthChallenge } from "./define-auth-challenge";
import { handler as VerifyAuthChallengeResponse } from "./verify-auth-challenge-response";

const handlers = { DefineAuthChallenge, CreateAuthChallenge, VerifyAuthChallengeResponse };
// The local pool runs them in its own process and hands over which of its pools is the traders'.
const poolId = process.env["COGNITO_USER_POOL_ID"];

const byPool = poolId === undefined ? {} : { [poolId]: handlers };
export default byPool;
