// Contract cases of the operations by which a user sets factors up: apps, preferences and passkeys.
import { SoftwareAuthenticator, type CeremonyBend } from "../../testing/software-authenticator";
import type { ContractCase, ContractStand } from "../contract-case";
import { appCode, askPasskey, enrolPasskey, EVERY_FLOW, groundFor, startPasskey, tokensFor, type GroundKind } from "../flow-steps";
import { textOf } from "../../testing/drive-pool";

const CLOCK = "It needs codes by the pool's clock.";

type Run = (stand: ContractStand, token: string) => Promise<unknown>;

const factorCase = (
  kind: GroundKind,
  operation: string,
  outcome: string,
  what: string,
  run: Run,
  liveReason: string | null = null,
): ContractCase => ({
  operation,
  outcome,
  what,
  liveReason,
  run: async (stand) => run(stand, (await tokensFor(stand, await groundFor(stand, kind))).AccessToken),
});

const associate = async (stand: ContractStand, AccessToken: string) =>
  String((await stand.send("AssociateSoftwareToken", { AccessToken }))["SecretCode"]);
const verify = (stand: ContractStand, AccessToken: string, UserCode: string) =>
  stand.send("VerifySoftwareToken", { AccessToken, UserCode });

const APPS: readonly ContractCase[] = [
  factorCase("app", "AssociateSoftwareToken", "success", "a secret of 52 letters", async (stand, token) =>
    textOf(/^[A-Z2-7]{52}$/.exec(await associate(stand, token))?.[0]),
  ),
  factorCase("plain", "AssociateSoftwareToken", "SoftwareTokenMFANotFoundException", "a pool without apps", associate),
  factorCase(
    "app",
    "VerifySoftwareToken",
    "success",
    "the first code of the app",
    async (stand, token) => verify(stand, token, appCode(stand, await associate(stand, token))),
    CLOCK,
  ),
  factorCase("app", "VerifySoftwareToken", "EnableSoftwareTokenMFAException", "a wrong code", async (stand, token) => {
    const right = appCode(stand, await associate(stand, token));
    return verify(stand, token, right === "000000" ? "111111" : "000000");
  }),
  factorCase(
    "app",
    "VerifySoftwareToken",
    "ExpiredCodeException",
    "a code that was used",
    async (stand, token) => {
      const code = appCode(stand, await associate(stand, token));
      await verify(stand, token, code);
      return verify(stand, token, code);
    },
    CLOCK,
  ),
  factorCase("app", "VerifySoftwareToken", "SoftwareTokenMFANotFoundException", "a code without a secret", (stand, token) =>
    verify(stand, token, "123456"),
  ),
  factorCase("both", "SetUserMFAPreference", "success", "codes by email, preferred", (stand, AccessToken) =>
    stand.send("SetUserMFAPreference", { AccessToken, EmailMfaSettings: { Enabled: true, PreferredMfa: true } }),
  ),
];

const complete = async (stand: ContractStand, AccessToken: string, bend: CeremonyBend = {}) =>
  stand.send("CompleteWebAuthnRegistration", {
    AccessToken,
    Credential: new SoftwareAuthenticator().create(await startPasskey(stand, AccessToken), bend),
  });

const bent = (outcome: string, what: string, bend: CeremonyBend) =>
  factorCase("passkeys", "CompleteWebAuthnRegistration", outcome, what, (stand, token) => complete(stand, token, bend));

const PASSKEYS: readonly ContractCase[] = [
  factorCase("passkeys", "StartWebAuthnRegistration", "success", "creation options", startPasskey),
  factorCase("plain", "StartWebAuthnRegistration", "WebAuthnNotEnabledException", "a pool without passkeys", startPasskey),
  {
    operation: "StartWebAuthnRegistration",
    outcome: "WebAuthnConfigurationMissingException",
    what: "a pool that allows passkeys and names no relying party",
    liveReason: null,
    run: async (stand) => {
      const poolId = await stand.newPool({ Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } } });
      const ground = { poolId, client: await stand.newClient(poolId, EVERY_FLOW), user: await stand.newUser(poolId) };
      return startPasskey(stand, (await tokensFor(stand, ground)).AccessToken);
    },
  },
  factorCase("passkeys", "StartWebAuthnRegistration", "LimitExceededException", "a passkey beyond the twentieth", async (stand, token) => {
    for (let count = 0; count < 20; count += 1) await enrolPasskey(stand, token);
    return startPasskey(stand, token);
  }),
  factorCase("passkeys", "CompleteWebAuthnRegistration", "success", "a passkey that verifies", complete),
  {
    operation: "CompleteWebAuthnRegistration",
    outcome: "success",
    what: "a passkey is offered for signing in",
    liveReason: null,
    run: async (stand) => {
      const ground = await groundFor(stand, "passkeys");
      await enrolPasskey(stand, (await tokensFor(stand, ground)).AccessToken);
      return textOf((await askPasskey(stand, ground)).ChallengeParameters?.["CREDENTIAL_REQUEST_OPTIONS"]);
    },
  },
  factorCase("plain", "CompleteWebAuthnRegistration", "WebAuthnNotEnabledException", "a pool without passkeys", (stand, AccessToken) =>
    stand.send("CompleteWebAuthnRegistration", { AccessToken, Credential: { id: "x" } }),
  ),
  factorCase("passkeys", "CompleteWebAuthnRegistration", "WebAuthnChallengeNotFoundException", "no enrolment open", (stand, AccessToken) =>
    stand.send("CompleteWebAuthnRegistration", { AccessToken, Credential: { id: "x" } }),
  ),
  {
    operation: "CompleteWebAuthnRegistration",
    outcome: "WebAuthnClientMismatchException",
    what: "an enrolment of another client",
    liveReason: null,
    run: async (stand) => {
      const ground = await groundFor(stand, "passkeys");
      const options = await startPasskey(stand, (await tokensFor(stand, ground)).AccessToken);
      const other = { ...ground, client: await stand.newClient(ground.poolId, EVERY_FLOW) };
      const { AccessToken } = await tokensFor(stand, other);
      return stand.send("CompleteWebAuthnRegistration", { AccessToken, Credential: new SoftwareAuthenticator().create(options) });
    },
  },
  bent("WebAuthnCredentialNotSupportedException", "a passkey without user verification", { userVerified: false }),
  bent("WebAuthnOriginNotAllowedException", "a page of another origin", { origin: "https://evil.example" }),
  bent("WebAuthnRelyingPartyMismatchException", "another relying party", { rpId: "evil.example" }),
  factorCase("passkeys", "ListWebAuthnCredentials", "success", "the user's passkeys", async (stand, AccessToken) => {
    await enrolPasskey(stand, AccessToken);
    return stand.send("ListWebAuthnCredentials", { AccessToken });
  }),
  factorCase("passkeys", "DeleteWebAuthnCredential", "success", "one's own passkey", async (stand, AccessToken) => {
    const { credentialId: CredentialId } = await enrolPasskey(stand, AccessToken);
    return stand.send("DeleteWebAuthnCredential", { AccessToken, CredentialId });
  }),
];

/** Cases of apps, preferences and passkeys. */
export const FACTOR_CASES: readonly ContractCase[] = [...APPS, ...PASSKEYS];
