// NEW_PASSWORD_REQUIRED: a temporary password opens nothing but the choice of a lasting one.
import { requirePool } from "../store/find-client";
import type { UserRecord } from "../store/records";
import type { PoolRecord } from "../store/settings-records";
import type { ChallengeAnswer } from "./challenge-answer";
import { openChallenge } from "./challenge-session";
import { subjectOf, type SignIn } from "./sign-in";

/** The attributes that the pool requires and the user lacks. */
export function missingAttributes(pool: PoolRecord, user: UserRecord): readonly string[] {
  return pool.requiredAttributes.filter((name) => name !== "sub" && (user.attributes[name] ?? "") === "");
}

/** Answers the challenge; requiredAttributes and userAttributes are JSON texts (read in Amplify). */
export function askNewPassword(signIn: SignIn): ChallengeAnswer {
  const { needs, client, user } = signIn;
  const required = missingAttributes(requirePool(needs, client.poolId), user).map((name) => `userAttributes.${name}`);
  return {
    ChallengeName: "NEW_PASSWORD_REQUIRED",
    Session: openChallenge(needs, subjectOf(signIn), "NEW_PASSWORD_REQUIRED"),
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(required),
      userAttributes: JSON.stringify(user.attributes),
    },
  };
}
