// Exceptions of the Cognito protocol that a trader cannot tell apart, because the same thing is to be done about each.

/** Something on our side or the pool's is set up wrongly or down. */
export const OUR_SIDE = [
  ...["ConcurrentModificationException", "FeatureUnavailableInTierException", "ForbiddenException", "InternalErrorException"],
  ...["InvalidEmailRoleAccessPolicyException", "InvalidLambdaResponseException", "InvalidSmsRoleAccessPolicyException"],
  ...["InvalidSmsRoleTrustRelationshipException", "InvalidUserPoolConfigurationException", "OperationNotEnabledException"],
  ...["ResourceNotFoundException", "UnexpectedLambdaException", "UnsupportedOperationException", "UnsupportedTokenTypeException"],
  ...["UserLambdaValidationException", "UnavailableException"],
];

/** A code that is wrong, old or tried too often. */
export const CODE_TROUBLE = ["CodeMismatchException", "ExpiredCodeException", "LimitExceededException", "TooManyFailedAttemptsException"];

/** A passkey ceremony that does not come to its end. */
export const PASSKEY_TROUBLE = [
  ...["WebAuthnChallengeNotFoundException", "WebAuthnClientMismatchException", "WebAuthnConfigurationMissingException"],
  ...["WebAuthnCredentialNotSupportedException", "WebAuthnNotEnabledException", "WebAuthnOriginNotAllowedException"],
  ...["WebAuthnRelyingPartyMismatchException"],
];
