// ListUsers' Filter: one attribute, one comparison, one quoted value.
import { invalidParameter } from "../protocol/cognito-exception";
import type { UserRecord } from "../store/records";

/** True for a user whom the filter lets through. */
export type UserFilter = (user: UserRecord) => boolean;

const FORM = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/;

/** The attributes that can be searched, and no others (documented); custom ones cannot. */
const SEARCHABLE: Readonly<Record<string, (user: UserRecord) => string | undefined>> = {
  username: (user) => user.username,
  email: (user) => user.attributes["email"],
  phone_number: (user) => user.attributes["phone_number"],
  name: (user) => user.attributes["name"],
  given_name: (user) => user.attributes["given_name"],
  family_name: (user) => user.attributes["family_name"],
  preferred_username: (user) => user.attributes["preferred_username"],
  "cognito:user_status": (user) => user.status,
  status: (user) => (user.enabled ? "Enabled" : "Disabled"),
  sub: (user) => user.sub,
};

/** The user's state is compared without regard to letter case; everything else with it (documented for both and the username). */
const CASE_BLIND = "cognito:user_status";

/** Reads a filter; an empty one lets everybody through (documented). InvalidParameterException for any other form or attribute (sentences observed). */
export function readUserFilter(filter: string): UserFilter {
  if (filter.trim() === "") return () => true;
  const [, name = "", comparison, quoted = ""] = FORM.exec(filter) ?? [];
  if (comparison === undefined) throw invalidParameter("Error while parsing filter");
  const read = Object.hasOwn(SEARCHABLE, name) ? SEARCHABLE[name] : undefined;
  if (read === undefined) throw invalidParameter(`Invalid search attribute: ${name}`);
  const fold = (value: string) => (name === CASE_BLIND ? value.toLowerCase() : value);
  const wanted = fold(quoted.replace(/\\(.)/g, "$1"));
  return (user) => {
    const value = read(user);
    if (value === undefined) return false;
    return comparison === "=" ? fold(value) === wanted : fold(value).startsWith(wanted);
  };
}
