// The only statements of a role whose resource is "*", because AWS knows no narrower one. A test refuses every other, and a line here that nothing needs.

/** An action without a resource of its own. */
export interface StarException {
  readonly action: string;
  readonly reason: string;
}

/** Every exception. */
export const STAR_EXCEPTIONS: readonly StarException[] = [
  {
    action: "ecr:GetAuthorizationToken",
    reason: "The login of the registry is the account's and no repository's; what may be pulled is said by the statements beside it.",
  },
];
