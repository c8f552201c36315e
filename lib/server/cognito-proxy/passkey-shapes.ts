// The forms of the pool's passkey operations, with every field that may reach a browser named.
import "server-only";
import * as z from "zod";

import { UnavailableError } from "@/lib/ground/unavailable-error";

/** A pool's answer in the form that it must have; anything else is an outage. */
export const parseOfPool = <Schema extends z.ZodType>(schema: Schema, answer: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new UnavailableError("cognito", "The user pool answered a passkey operation without its fields.");
  return parsed.data;
};

const DESCRIPTOR = z.object({ type: z.literal("public-key"), id: z.string(), transports: z.array(z.string()).optional() });

/** Every field of the creation options that may reach the browser. */
export const REGISTRATION_OPTIONS = z.object({
  challenge: z.string().min(16),
  rp: z.object({ id: z.string().min(1), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ alg: z.number(), type: z.literal("public-key") })),
  timeout: z.number().optional(),
  excludeCredentials: z.array(DESCRIPTOR).optional(),
  authenticatorSelection: z
    .object({
      requireResidentKey: z.boolean().optional(),
      residentKey: z.string().optional(),
      userVerification: z.string().optional(),
      authenticatorAttachment: z.string().optional(),
    })
    .optional(),
  attestation: z.string().optional(),
});

const LISTED = z.object({
  CredentialId: z.string(),
  FriendlyCredentialName: z.string().default(""),
  RelyingPartyId: z.string().default(""),
  AuthenticatorAttachment: z.string().optional(),
  AuthenticatorTransports: z.array(z.string()).default([]),
  CreatedAt: z.number().optional(),
});
/** Cognito's own largest page. */
export const PAGE_SIZE_MAX = 20;
/** Where the next page begins. */
export const NEXT_TOKEN = z.string().min(1).max(4_096).optional();

/** A page of passkeys as the pool lists them. */
export const CREDENTIAL_LIST = z.object({ Credentials: z.array(LISTED).default([]), NextToken: NEXT_TOKEN });
