/** The account in every ARN that this pool makes up: AWS's own placeholder. */
export const ACCOUNT_ID = "123456789012";
