// SRP, first half: the client sent A, the pool answers with B and a secret block that belongs to this Session alone.
import { createHash, randomBytes } from "node:crypto";
import { invalidParameter } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { makeServerKeys, parseClientPublic } from "../srp/srp-exchange";
import { srpVerifierHex } from "../srp/srp-verifier";
import type { SrpVerifier } from "../store/records";
import type { Attempt } from "./attempt";
import { availableChallenges } from "./available-challenges";
import type { ChallengeAnswer } from "./challenge-answer";
import { openChallenge } from "./challenge-session";
import type { ResolvedSubject } from "./resolve-subject";

/** Gives 1,368 characters of base64, long as AWS's secret block. */
const SECRET_BLOCK_BYTES = 1025;

/** The hash under which a secret block is remembered. */
export function secretBlockHash(secretBlock: string): string {
  return createHash("sha256").update(secretBlock).digest("base64url");
}

/** A stable salt (documented), and the verifier of a password that nobody knows: for unknown users, and for those without a password. */
function simulatedVerifier(needs: Needs, subject: ResolvedSubject): SrpVerifier {
  const saltHex = needs.keys.derive(`simulated|salt|${subject.poolId}|${subject.username}`, 16).toString("hex");
  const password = needs.keys.derive(`simulated|password|${subject.poolId}|${subject.username}`, 32).toString("hex");
  return { saltHex, verifierHex: srpVerifierHex(subject.poolId, subject.username, password, saltHex) };
}

/** Answers PASSWORD_VERIFIER. An SRP_A that is no number, or 0 mod N, is refused (the sentence is assumed). */
export function offerPasswordVerifier({ needs, subject }: Attempt, srpA: string): ChallengeAnswer {
  const clientPublic = parseClientPublic(srpA);
  if (clientPublic === null) throw invalidParameter("Invalid SRP_A.");
  const verifier = subject.user?.srp ?? simulatedVerifier(needs, subject);
  const keys = makeServerKeys(verifier);
  const secretBlock = randomBytes(SECRET_BLOCK_BYTES).toString("base64");
  const srp = {
    clientPublicHex: clientPublic.toString(16),
    serverPrivateHex: keys.privateHex,
    serverPublicHex: keys.publicHex,
    saltHex: verifier.saltHex,
    verifierHex: verifier.verifierHex,
    secretBlockHash: secretBlockHash(secretBlock),
  };
  return {
    ChallengeName: "PASSWORD_VERIFIER",
    Session: openChallenge(needs, subject, "PASSWORD_VERIFIER", { srp }),
    ChallengeParameters: {
      SALT: verifier.saltHex,
      SECRET_BLOCK: secretBlock,
      SRP_B: keys.publicHex,
      USERNAME: subject.username,
      USER_ID_FOR_SRP: subject.username,
    },
    ...(subject.trail.flow === "USER_AUTH" ? { AvailableChallenges: availableChallenges(needs, subject) } : {}),
  };
}
