// Who writes and who reads each attribute of a user in the pool. An attribute is never a permission: those are rows of ours, keyed by `sub`
// (ADR 004). What has no row here may be neither read nor written.

/** Who can change the value, as the app client's lists and the pool's own rules have it. */
export type AttributeWriter =
  /** The pool alone: it gives the value and nobody changes it. */
  | "pool"
  /** The trader, through our proxy, and only with a proof of the new value. */
  | "trader_with_proof"
  /** Only somebody with an administrator's key of the pool. */
  | "administrator";

export interface AttributeEntry {
  /** Cognito's name, or the claim's where no attribute stands behind it. */
  readonly name: string;
  readonly writer: AttributeWriter;
  /** The product's files that read the value; each of them is below. None: we do not want to know. */
  readonly readers: readonly string[];
  /** What the value is for. It says "names", "tells" or "finds", and never "allows". */
  readonly use: string;
}

const unread = (name: string): AttributeEntry => ({ name, writer: "administrator", readers: [], use: "nothing" });

/** The registry: what we use first, then every standard attribute that a pool has whether we want it or not. */
export const ATTRIBUTE_REGISTRY: readonly AttributeEntry[] = [
  {
    ...{ name: "sub", writer: "pool" },
    readers: ["lib/server/cognito-proxy/operations/account.ts", "lib/server/profile/read-profile.ts"],
    use: "names the account; every row of ours is keyed by it, as the verified access token says it",
  },
  {
    ...{ name: "email", writer: "trader_with_proof" },
    readers: [
      "lib/identity/shell-tokens.ts",
      "lib/server/cognito-proxy/operations/account.ts",
      "lib/server/cognito-proxy/operations/change-email.ts",
      "lib/server/cognito-proxy/operations/sign-up.ts",
      "lib/server/profile/read-profile.ts",
      "lib/server/session/read-sign-in-tokens.ts",
    ],
    use: "finds the account at sign-in and recovery, and tells where notices go",
  },
  {
    ...{ name: "email_verified", writer: "pool" },
    readers: ["lib/server/cognito-proxy/operations/account.ts", "lib/server/profile/read-profile.ts"],
    use: "tells the trader whether the address is proven",
  },
  {
    name: "cognito:username",
    writer: "pool",
    readers: ["lib/identity/shell-tokens.ts"],
    use: "names the account where Cognito wants its own name",
  },
  {
    ...{ name: "cognito:groups", writer: "administrator" },
    readers: [],
    use: "nothing: the verifier checks that the claim is a list, or that a machine has none, and no value of it is ever compared",
  },
  ...["name", "given_name", "family_name", "middle_name", "nickname", "preferred_username", "profile", "picture"].map(unread),
  ...["website", "gender", "birthdate", "zoneinfo", "locale", "phone_number", "phone_number_verified", "address", "updated_at"].map(unread),
];
