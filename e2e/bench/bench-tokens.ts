// What our strict check of an access token costs beside the bare signature and beside AWS's own verifier.
import { createPublicKey, generateKeyPairSync, randomUUID, verify } from "node:crypto";
import { JwtVerifier } from "aws-jwt-verify";
import { compactVerify, SignJWT } from "jose";
import { createTokenGate, ACCESS_TOKEN_CHECKS } from "@/lib/server/tokens/token-gate";
import { createKeySet } from "@/lib/server/tokens/create-key-set";
import { createTokenVerifier } from "@/lib/server/tokens/create-token-verifier";
import { Secret } from "@/lib/settings/secret";
import { alternate } from "./alternate";
import { printFigures } from "./report";

const ISSUER = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Bench0001";
const CLIENT_ID = "benchclient";
const LIFETIME_SECONDS = 300;

const mintToken = (privateKey: Parameters<SignJWT["sign"]>[0], nowSeconds: number): Promise<string> =>
  new SignJWT({
    token_use: "access",
    client_id: CLIENT_ID,
    username: randomUUID(),
    origin_jti: randomUUID(),
    event_id: randomUUID(),
    scope: "aws.cognito.signin.user.admin",
    auth_time: nowSeconds,
  })
    .setProtectedHeader({ alg: "RS256", kid: "bench" })
    .setIssuer(ISSUER)
    .setSubject(randomUUID())
    .setJti(randomUUID())
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + LIFETIME_SECONDS)
    .sign(privateKey);

function contendersFor(token: string, pem: string, nowSeconds: number) {
  const key = createPublicKey(pem);
  const keys = new Map([["bench", key]]);
  const pool = {
    region: "eu-central-1",
    userPoolId: "eu-central-1_Bench0001",
    clientId: CLIENT_ID,
    clientSecret: new Secret("unused"),
    machineClientId: null,
    endpoint: "unused",
    issuer: ISSUER,
    jwksUrl: "unused",
  };
  const keySet = createKeySet(() => Promise.resolve(keys));
  const cold = createTokenVerifier({
    keySet,
    policy: { issuer: ISSUER, clientId: CLIENT_ID, lifetimeSecondsMax: 900 },
    checks: ACCESS_TOKEN_CHECKS,
  });
  const remembering = createTokenGate({ pool, accessTokenSecondsMax: 900 }, keySet).access;
  const aws = JwtVerifier.create({ issuer: ISSUER, audience: null, jwksUri: `${ISSUER}/.well-known/jwks.json` });
  aws.cacheJwks({ keys: [{ ...key.export({ format: "jwk" }), kid: "bench", alg: "RS256", use: "sig", kty: "RSA" }] });
  const [header = "", payload = "", signature = ""] = token.split(".");
  const signed = Buffer.from(`${header}.${payload}`);
  const signatureBytes = Buffer.from(signature, "base64url");
  const mustAccept = async (result: Promise<{ readonly ok: boolean }>): Promise<void> => {
    if (!(await result).ok) throw new Error("The benchmark's own token was refused.");
  };
  return [
    { name: "crypto.verify", run: () => Promise.resolve(verify("sha256", signed, key, signatureBytes)) },
    { name: "jose alone", run: () => compactVerify(token, key, { algorithms: ["RS256"] }) },
    { name: "aws-jwt-verify", run: () => aws.verify(token) },
    { name: "cold", run: () => mustAccept(cold.verify(token, nowSeconds)) },
    { name: "seen before", run: () => mustAccept(remembering.verify(token, nowSeconds)) },
  ];
}

/** Prints the token figures of one run. */
export async function benchTokens(rounds: number): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const token = await mintToken(privateKey, nowSeconds);
  const medians = await alternate(contendersFor(token, publicKey.export({ type: "spki", format: "pem" }).toString(), nowSeconds), {
    rounds,
    callsPerRound: 300,
  });
  const of = (name: string): number => medians.get(name) ?? Number.NaN;
  const bare = of("crypto.verify");
  printFigures(`Token check, medians of ${String(rounds)} alternating rounds`, [
    { what: "bare crypto.verify (RS256, 2048 bit)", value: bare, unit: "µs" },
    { what: "ours, cold, against crypto.verify", value: of("cold") / bare, unit: "x", aimAtMost: 1.5 },
    {
      what: "jose's compactVerify alone, against crypto.verify",
      value: of("jose alone") / bare,
      unit: "x",
      note: "the share of the line above that is jose's",
    },
    { what: "aws-jwt-verify, against crypto.verify", value: of("aws-jwt-verify") / bare, unit: "x" },
    { what: "ours, cold, against aws-jwt-verify", value: of("cold") / of("aws-jwt-verify"), unit: "x" },
    { what: "ours, seen before (times rechecked), against crypto.verify", value: of("seen before") / bare, unit: "x", aimAtMost: 0.3 },
    { what: "ours, seen before, against aws-jwt-verify", value: of("seen before") / of("aws-jwt-verify"), unit: "x" },
  ]);
}
