// A request or an answer as CloudTrail shows it: names begin small, and whatever is secret or personal is hidden.
import { isFields, type Fields } from "../protocol/shapes";

const HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

/** Members that CloudTrail never shows (that it hides usernames and attributes too is observed). */
const SECRET_MEMBERS: ReadonlySet<string> = new Set([
  "AccessToken",
  "Attributes",
  "AuthParameters",
  "AuthenticationResult",
  "ChallengeParameters",
  "ChallengeResponses",
  "ClientMetadata",
  "ClientSecret",
  "Password",
  "SecretHash",
  "Session",
  "TemporaryPassword",
  "UserAttributes",
  "Username",
  "ValidationData",
]);

const smallName = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

function shown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shown);
  return isFields(value) ? hideSecrets(value) : value;
}

/** The same members under CloudTrail's names, without their secrets. */
export function hideSecrets(fields: Fields): Fields {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(entries.map(([name, value]) => [smallName(name), SECRET_MEMBERS.has(name) ? HIDDEN : shown(value)]));
}
