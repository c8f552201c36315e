// Passkey ceremonies that are wrong in one part.
import { tokensOf, type Answer } from "../../testing/drive-pool";
import { SoftwareAuthenticator, type CeremonyBend } from "../../testing/software-authenticator";
import type { ContractStand } from "../contract-case";
import { answerPasskey, askPasskey, enrolPasskey, EVERY_FLOW, groundFor, startPasskey, tokensFor, type Ground } from "../flow-steps";
import type { NegativeVector } from "../negative-vector";

interface KeyGround extends Ground {
  readonly stand: ContractStand;
  readonly token: string;
  readonly passkey: SoftwareAuthenticator;
}

const signInVector = (name: string, bend: (ground: KeyGround) => Promise<unknown>): NegativeVector => ({
  operation: "RespondToAuthChallenge",
  name: `a passkey with ${name}`,
  exception: "NotAuthorizedException",
  liveReason: null,
  prepare: async (stand) => {
    const ground = await groundFor(stand, "passkeys");
    const token = (await tokensFor(stand, ground)).AccessToken;
    const passkey = await enrolPasskey(stand, token);
    return {
      bent: () => bend({ ...ground, stand, token, passkey }),
      honest: async () => tokensOf(await answerPasskey(stand, ground, await askPasskey(stand, ground), passkey)),
    };
  },
});

const answered = (ground: KeyGround, asked: Answer, bend: CeremonyBend = {}, passkey = ground.passkey) =>
  answerPasskey(ground.stand, ground, asked, passkey, bend);

const BENDS: readonly (readonly [name: string, bend: CeremonyBend])[] = [
  ["the origin of another page", { origin: "https://evil.example" }],
  ["the origin of a page that only ends like ours", { origin: "https://notlocalhost" }],
  ["plain http on another host", { origin: "http://holdfast.test" }],
  ["an origin in another spelling", { origin: "http://localhost:3000/" }],
  ["a frame on another site", { crossOrigin: true }],
  ["another relying party", { rpId: "evil.example" }],
  ["another challenge", { challenge: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }],
  ["the type of a registration", { type: "webauthn.create" }],
  ["user verification cleared", { userVerified: false }],
  ["user presence cleared", { userPresent: false }],
  ["the handle of somebody else", { userHandle: Buffer.from("somebody else").toString("base64url") }],
  ["a sign count that stands still", { counter: 1 }],
  ["a sign count that went back", { counter: 0 }],
  ["a signature over something else", { breakSignature: true }],
  ["a credential that nobody has", { credentialId: "AAAAAAAAAAAAAAAAAAAAAA" }],
];

const SIGN_IN_VECTORS: readonly NegativeVector[] = [
  ...BENDS.map(([name, bend]) => signInVector(name, async (ground) => answered(ground, await askPasskey(ground.stand, ground), bend))),
  signInVector("another key under the same credential id", async (ground) =>
    answered(ground, await askPasskey(ground.stand, ground), { credentialId: ground.passkey.credentialId }, new SoftwareAuthenticator()),
  ),
  signInVector("the credential of another user", async (ground) => {
    const stranger = { ...ground, user: await ground.stand.newUser(ground.poolId) };
    const foreign = await enrolPasskey(ground.stand, (await tokensFor(ground.stand, stranger)).AccessToken);
    return answered(ground, await askPasskey(ground.stand, ground), {}, foreign);
  }),
  signInVector("a Session that was used", async (ground) => {
    const asked = await askPasskey(ground.stand, ground);
    await answered(ground, asked);
    return answered(ground, asked);
  }),
  signInVector("a Session that a wrong answer used up", async (ground) => {
    const asked = await askPasskey(ground.stand, ground);
    await answered(ground, asked, { userVerified: false }).catch(() => undefined);
    return answered(ground, asked);
  }),
];

const enrolVector = (
  name: string,
  exception: string,
  bend: (stand: ContractStand, ground: Ground, token: string) => Promise<unknown>,
): NegativeVector => ({
  operation: "CompleteWebAuthnRegistration",
  name: `a new passkey with ${name}`,
  exception,
  liveReason: null,
  prepare: async (stand) => {
    const ground = await groundFor(stand, "passkeys");
    const { AccessToken } = await tokensFor(stand, ground);
    return { bent: () => bend(stand, ground, AccessToken), honest: () => enrolPasskey(stand, AccessToken) };
  },
});

const complete = (stand: ContractStand, AccessToken: string, Credential: object) =>
  stand.send("CompleteWebAuthnRegistration", { AccessToken, Credential });

const ENROL_BENDS: readonly (readonly [name: string, exception: string, bend: CeremonyBend])[] = [
  ["the origin of another page", "WebAuthnOriginNotAllowedException", { origin: "https://evil.example" }],
  ["a frame on another site", "WebAuthnOriginNotAllowedException", { crossOrigin: true }],
  ["another relying party", "WebAuthnRelyingPartyMismatchException", { rpId: "evil.example" }],
  ["another challenge", "WebAuthnChallengeNotFoundException", { challenge: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }],
  ["the type of a sign-in", "InvalidParameterException", { type: "webauthn.get" }],
  ["user verification cleared", "WebAuthnCredentialNotSupportedException", { userVerified: false }],
  ["user presence cleared", "WebAuthnCredentialNotSupportedException", { userPresent: false }],
  ["an algorithm that was not offered", "WebAuthnCredentialNotSupportedException", { algorithm: -8 }],
];

const ENROL_VECTORS: readonly NegativeVector[] = [
  ...ENROL_BENDS.map(([name, exception, bend]) =>
    enrolVector(name, exception, async (stand, _ground, token) =>
      complete(stand, token, new SoftwareAuthenticator().create(await startPasskey(stand, token), bend)),
    ),
  ),
  enrolVector("no enrolment open", "WebAuthnChallengeNotFoundException", async (stand, _ground, token) => {
    const credential = new SoftwareAuthenticator().create(await startPasskey(stand, token));
    await complete(stand, token, credential);
    return complete(stand, token, credential);
  }),
  enrolVector("the enrolment of another client", "WebAuthnClientMismatchException", async (stand, ground, token) => {
    const client = await stand.newClient(ground.poolId, EVERY_FLOW);
    const credential = new SoftwareAuthenticator().create(await startPasskey(stand, token));
    return complete(stand, (await tokensFor(stand, { ...ground, client })).AccessToken, credential);
  }),
  enrolVector("a credential id that is registered", "WebAuthnCredentialNotSupportedException", async (stand, _ground, token) => {
    const { credentialId } = await enrolPasskey(stand, token);
    return complete(stand, token, new SoftwareAuthenticator().create(await startPasskey(stand, token), { credentialId }));
  }),
];

/** Passkey vectors. */
export const PASSKEY_VECTORS: readonly NegativeVector[] = [...SIGN_IN_VECTORS, ...ENROL_VECTORS];
