// Members of DescribeUserPool's answer that have been judged: compared elsewhere, or left alone for the reason that stands here.

const COMPARED = "compared";

/** Member to the reason why it is not an unknown one. */
export const UNCOMPARED_MEMBERS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...["UserPoolTier", "MfaConfiguration", "Policies", "AdminCreateUserConfig", "AliasAttributes", "UsernameAttributes"],
      ...["UsernameConfiguration", "AutoVerifiedAttributes", "UserAttributeUpdateSettings", "AccountRecoverySetting"],
      ...["DeletionProtection", "DeviceConfiguration", "IssuerConfiguration", "LambdaConfig", "SchemaAttributes", "UserPoolAddOns"],
    ].map((name) => [name, COMPARED]),
  ),
  Id: "says which pool it is",
  Name: "a label",
  Arn: "says which pool it is",
  CreationDate: "a fact, not a setting",
  LastModifiedDate: "a fact, not a setting",
  EstimatedNumberOfUsers: "a fact, not a setting",
  Status: "a fact, not a setting",
  UserPoolTags: "labels for the bill",
  EmailConfiguration: "who sends the mail differs between installations, and decides nobody's sign-in",
  EmailConfigurationFailure: "a fact, not a setting",
  EmailVerificationMessage: "words of a mail",
  EmailVerificationSubject: "words of a mail",
  VerificationMessageTemplate: "words of a mail",
  SmsAuthenticationMessage: "words of a text message, which no factor of ours sends",
  SmsVerificationMessage: "words of a text message, which no factor of ours sends",
  SmsConfiguration: "the right to send text messages; whether a factor uses it is compared as SmsMfaConfiguration",
  SmsConfigurationFailure: "a fact, not a setting",
  Domain: "where machines fetch their tokens; that people cannot sign in there is compared as the web client's AllowedOAuthFlows",
  CustomDomain: "as Domain",
};
