// What an app client lets its users change of themselves (WriteAttributes).
import { notAuthorized } from "../protocol/cognito-exception";
import type { ClientRecord } from "../store/settings-records";
import { isStandardAttribute } from "./attribute-schema";

/** What no user may ever write: the pool decides what is proven and who is who (documented). */
const POOL_OWNED: readonly string[] = ["sub", "email_verified", "phone_number_verified", "identities"];

/** Refuses, with NotAuthorizedException (sentence observed), an attribute that the client may not write. */
export function checkWritable(client: ClientRecord, name: string): void {
  const isListed = client.writeAttributes === null ? isStandardAttribute(name) : client.writeAttributes.includes(name);
  if (!isListed || POOL_OWNED.includes(name)) throw notAuthorized("A client attempted to write unauthorized attribute");
}
