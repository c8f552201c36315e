// Where refusals' sentences come from that are thrown in places whose comments do not say it. A sentence stands as it is in the code.
import type { Tag } from "./tagged-sentences";

/** `own`: the pool's own sentence, on purpose; Cognito has no such refusal, or not over this protocol. */
export type Evidence = Tag | "own";

/** Sentence to evidence. */
export const MESSAGE_EVIDENCE: Readonly<Record<string, Evidence>> = {
  "Attributes did not conform to the schema: ${missing}: The attribute is required": "observed",
  "An armed fault of the test pool.": "own",
  "Internal error in the test pool.": "own",
  "Invalid Access Token": "observed",
  "Invalid Refresh Token.": "observed",
  "Invalid WebAuthn credential.": "assumed",
  "Invalid code provided, please request a code again.": "observed",
  "Invalid attribute constraints: not a number.": "assumed",
  "Invalid pagination token.": "assumed",
  "Invalid session for the user.": "assumed",
  "Invalid verification code provided, please try again.": "observed",
  "Missing required parameter Session": "assumed",
  "Rate exceeded": "observed",
  "Refresh Token has been revoked": "observed",
  "Refresh Token has expired": "observed",
  "The content type must be ${CONTENT_TYPE}.": "own",
  "The request is not a JSON object.": "own",
  "The request is too large.": "own",
  "The test pool does not implement the challenge ${challenge}.": "own",
  "This credential is already registered.": "assumed",
  "User does not exist.": "observed",
  "User is disabled.": "observed",
  "User pool ${poolId} does not exist.": "observed",
};
