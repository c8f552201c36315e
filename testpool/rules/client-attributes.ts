// What an app client lets its users see and change of themselves (ReadAttributes, WriteAttributes).
import { notAuthorized } from "../protocol/cognito-exception";
import type { UserRecord } from "../store/records";
import type { ClientRecord } from "../store/settings-records";
import { isStandardAttribute } from "./attribute-schema";

/** What no user may ever write: the pool decides what is proven and who is who (documented). */
const POOL_OWNED: readonly string[] = ["sub", "email_verified", "phone_number_verified", "identities"];

/** True when the client shows that attribute. `sub` is always shown (assumed). */
function isReadable(client: ClientRecord, name: string): boolean {
  if (name === "sub") return true;
  return client.readAttributes === null ? isStandardAttribute(name) : client.readAttributes.includes(name);
}

/** The user's attributes that the client may read, `sub` among them, last. */
export function readableAttributes(client: ClientRecord, user: UserRecord): Readonly<Record<string, string>> {
  const all = { ...user.attributes, sub: user.sub };
  return Object.fromEntries(Object.entries(all).filter(([name]) => isReadable(client, name)));
}

/** Refuses, with NotAuthorizedException (sentence observed), an attribute that the client may not write. */
export function checkWritable(client: ClientRecord, name: string): void {
  const isListed = client.writeAttributes === null ? isStandardAttribute(name) : client.writeAttributes.includes(name);
  if (!isListed || POOL_OWNED.includes(name)) throw notAuthorized("A client attempted to write unauthorized attribute");
}
