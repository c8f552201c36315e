// Our own judgement of a new passkey, before the pool's: only a registration that we verified gives a key that may approve later.
import "server-only";
import { verifyRegistrationResponse } from "@simplewebauthn/server";
import * as z from "zod";

import { refuse, accept, type Result } from "@/lib/ground/result";

import type { Ceremony, VerifiedPasskey } from "./passkey-store";

const BASE64URL = z.string().regex(/^[A-Za-z0-9_-]+$/);
const TRANSPORT = z.enum(["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"]);

/** The credential that Amplify sends (RegistrationResponseJSON), with every field that goes on named. */
export const REGISTRATION = z.object({
  id: BASE64URL.max(1_366),
  rawId: BASE64URL.max(1_366),
  type: z.literal("public-key"),
  authenticatorAttachment: z.enum(["platform", "cross-platform"]).optional(),
  clientExtensionResults: z.object({ credProps: z.object({ rk: z.boolean().optional() }).optional() }).default({}),
  response: z.object({
    clientDataJSON: BASE64URL.max(4_096),
    attestationObject: BASE64URL.max(16_384),
    // A transport that nobody knows yet is left out rather than refused: it is only a hint.
    transports: z
      .array(z.string().max(32))
      .max(16)
      .default([])
      .transform((names) => names.flatMap((name) => TRANSPORT.safeParse(name).data ?? [])),
    publicKeyAlgorithm: z.int().optional(),
    publicKey: z.string().max(4_096).optional(),
    authenticatorData: BASE64URL.max(8_192).optional(),
  }),
});

/** A registration as sent, not yet judged. */
export type Registration = z.output<typeof REGISTRATION>;

/** Verifies a registration with user verification against the options that we saw. `not_verified` covers every fault of it. */
export async function verifyRegistration(
  registration: Registration,
  expected: Pick<Ceremony, "challenge" | "relyingPartyId"> & { readonly origin: string },
): Promise<Result<VerifiedPasskey, "not_verified">> {
  const { id, rawId, type, response } = registration;
  const { clientDataJSON, attestationObject, transports } = response;
  const verified = await verifyRegistrationResponse({
    response: { id, rawId, type, clientExtensionResults: {}, response: { clientDataJSON, attestationObject, transports } },
    expectedChallenge: expected.challenge,
    expectedOrigin: expected.origin,
    expectedRPID: expected.relyingPartyId,
    requireUserVerification: true,
  }).catch(() => null);
  if (verified?.verified !== true) return refuse("not_verified");
  const { credential, aaguid, credentialDeviceType, credentialBackedUp } = verified.registrationInfo;
  return accept({
    credentialId: credential.id,
    publicKey: credential.publicKey,
    signCount: credential.counter,
    transports,
    aaguid,
    isBackupEligible: credentialDeviceType === "multiDevice",
    isBackedUp: credentialBackedUp,
  });
}
