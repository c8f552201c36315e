// A client sees only the attributes that it may read, in ID tokens and wherever else it asks.
import type { UserRecord } from "../store/records";
import type { ClientRecord } from "../store/settings-records";

const BOOLEANS = ["email_verified", "phone_number_verified"];

/**
 * The attributes that the client may read, as texts. A client without a list of its own reads every standard attribute and no custom
 * one (documented). `sub` is not among them: every token carries it anyway.
 */
export function readableAttributes(client: ClientRecord, user: UserRecord): Readonly<Record<string, string>> {
  const isReadable = (name: string) =>
    client.readAttributes === null ? !name.startsWith("custom:") && !name.startsWith("dev:") : client.readAttributes.includes(name);
  return Object.fromEntries(Object.entries(user.attributes).filter(([name]) => isReadable(name)));
}

/** The same as claims of an ID token: `…_verified` are booleans (documented), and an address is an object as OpenID Connect has it (observed). */
export function attributeClaims(client: ClientRecord, user: UserRecord): Readonly<Record<string, unknown>> {
  const claimOf = (name: string, value: string): unknown => {
    if (BOOLEANS.includes(name)) return value === "true";
    return name === "address" ? { formatted: value } : value;
  };
  // Who has an email has `email_verified` as well, false until it is proven.
  const unproven = user.attributes["email"] === undefined ? {} : { email_verified: "false" };
  const readable = Object.entries(readableAttributes(client, { ...user, attributes: { ...unproven, ...user.attributes } }));
  return Object.fromEntries(readable.map(([name, value]) => [name, claimOf(name, value)]));
}
