// A passkey's answer at sign-in. The pool gets a text that we wrote, with the very id that we read: if the two of us could read one text
// differently, a planted passkey could pass here under the name of an own one.
import "server-only";
import * as z from "zod";

import { parseJsonObject } from "@/lib/identity/strict-json";

const BASE64URL = z.string().regex(/^[A-Za-z0-9_-]+$/);
const CHARACTERS_MAX = 16_384;

// AuthenticationResponseJSON (WebAuthn level 3, section 5.1.6), every field that goes on named. Extensions were never asked for.
const ASSERTION = z
  .object({
    id: BASE64URL.max(1_366),
    rawId: BASE64URL.max(1_366),
    type: z.literal("public-key"),
    authenticatorAttachment: z.enum(["platform", "cross-platform"]).optional(),
    clientExtensionResults: z.object({}).default({}),
    response: z.object({
      clientDataJSON: BASE64URL.max(4_096),
      authenticatorData: BASE64URL.max(4_096),
      signature: BASE64URL.max(2_048),
      userHandle: BASE64URL.max(128).optional(),
    }),
  })
  .refine((assertion) => assertion.id === assertion.rawId);

/** The JSON text of an assertion, as Amplify sends it; read, judged for its form, and written anew. */
export const ASSERTION_TEXT = z
  .string()
  .min(2)
  .max(CHARACTERS_MAX)
  .transform((text, context) => {
    const assertion = ASSERTION.safeParse(parseJsonObject(text));
    if (assertion.success) return { credentialId: assertion.data.id, text: JSON.stringify(assertion.data) };
    context.addIssue({ code: "custom", message: "is no assertion" });
    return z.NEVER;
  });
