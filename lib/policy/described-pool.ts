// A pool as Cognito describes it: the members that are compared, in the shapes of AWS's own answers.

/** UserPoolType of DescribeUserPool. Members that nobody compares are kept by name, so that a new one does not go unseen. */
export interface PoolMembers {
  readonly UserPoolTier?: string | undefined;
  readonly MfaConfiguration?: string | undefined;
  readonly Policies?:
    | {
        readonly PasswordPolicy?:
          | {
              readonly MinimumLength?: number | undefined;
              readonly RequireLowercase?: boolean | undefined;
              readonly RequireUppercase?: boolean | undefined;
              readonly RequireNumbers?: boolean | undefined;
              readonly RequireSymbols?: boolean | undefined;
              readonly TemporaryPasswordValidityDays?: number | undefined;
            }
          | undefined;
        readonly SignInPolicy?: { readonly AllowedFirstAuthFactors?: readonly string[] | undefined } | undefined;
      }
    | undefined;
  readonly AdminCreateUserConfig?: { readonly AllowAdminCreateUserOnly?: boolean | undefined } | undefined;
  readonly AliasAttributes?: readonly string[] | undefined;
  readonly UsernameAttributes?: readonly string[] | undefined;
  readonly UsernameConfiguration?: { readonly CaseSensitive: boolean | undefined } | undefined;
  readonly AutoVerifiedAttributes?: readonly string[] | undefined;
  readonly UserAttributeUpdateSettings?: { readonly AttributesRequireVerificationBeforeUpdate?: readonly string[] | undefined } | undefined;
  readonly AccountRecoverySetting?:
    | {
        readonly RecoveryMechanisms?: readonly { readonly Priority: number | undefined; readonly Name: string | undefined }[] | undefined;
      }
    | undefined;
  readonly DeletionProtection?: string | undefined;
  readonly DeviceConfiguration?: object | undefined;
  readonly IssuerConfiguration?: { readonly Type?: string | undefined } | undefined;
  readonly LambdaConfig?:
    | {
        readonly PreTokenGenerationConfig?:
          { readonly LambdaArn?: string | undefined; readonly LambdaVersion?: string | undefined } | undefined;
      }
    | undefined;
  readonly SchemaAttributes?: readonly { readonly Name?: string | undefined }[] | undefined;
  readonly UserPoolAddOns?:
    | {
        readonly AdvancedSecurityMode: string | undefined;
        readonly AdvancedSecurityAdditionalFlows?: { readonly CustomAuthMode?: string | undefined } | undefined;
      }
    | undefined;
}

interface RiskAction {
  readonly EventAction: string | undefined;
}

/** RiskConfiguration of DescribeRiskConfiguration, for the pool as a whole. */
export interface RiskMembers {
  readonly CompromisedCredentialsRiskConfiguration?:
    { readonly EventFilter?: readonly string[] | undefined; readonly Actions: RiskAction | undefined } | undefined;
  readonly AccountTakeoverRiskConfiguration?:
    | {
        readonly Actions:
          | {
              readonly LowAction?: RiskAction | undefined;
              readonly MediumAction?: RiskAction | undefined;
              readonly HighAction?: RiskAction | undefined;
            }
          | undefined;
      }
    | undefined;
}

/** GetUserPoolMfaConfig's answer. A method is on when its member is there. */
export interface MfaMembers {
  readonly SmsMfaConfiguration?: object | undefined;
  readonly EmailMfaConfiguration?: object | undefined;
  readonly SoftwareTokenMfaConfiguration?: { readonly Enabled?: boolean | undefined } | undefined;
  readonly WebAuthnConfiguration?:
    { readonly UserVerification?: string | undefined; readonly FactorConfiguration?: string | undefined } | undefined;
}

/** UserPoolClientType of DescribeUserPoolClient; whether there is a secret, and never the secret itself. */
export interface ClientMembers {
  readonly ClientId?: string | undefined;
  readonly ClientName?: string | undefined;
  readonly hasSecret: boolean;
  readonly ExplicitAuthFlows?: readonly string[] | undefined;
  readonly AuthSessionValidity?: number | undefined;
  readonly AccessTokenValidity?: number | undefined;
  readonly IdTokenValidity?: number | undefined;
  readonly RefreshTokenValidity?: number | undefined;
  readonly TokenValidityUnits?:
    | { readonly AccessToken?: string | undefined; readonly IdToken?: string | undefined; readonly RefreshToken?: string | undefined }
    | undefined;
  readonly RefreshTokenRotation?:
    { readonly Feature: string | undefined; readonly RetryGracePeriodSeconds?: number | undefined } | undefined;
  readonly EnableTokenRevocation?: boolean | undefined;
  readonly PreventUserExistenceErrors?: string | undefined;
  readonly EnablePropagateAdditionalUserContextData?: boolean | undefined;
  readonly ReadAttributes?: readonly string[] | undefined;
  readonly WriteAttributes?: readonly string[] | undefined;
  readonly SupportedIdentityProviders?: readonly string[] | undefined;
  readonly CallbackURLs?: readonly string[] | undefined;
  readonly AllowedOAuthFlows?: readonly string[] | undefined;
  readonly AllowedOAuthScopes?: readonly string[] | undefined;
  readonly AllowedOAuthFlowsUserPoolClient?: boolean | undefined;
}

/** One entry of ListResourceServers. */
export interface ResourceServerMembers {
  readonly Identifier?: string | undefined;
  readonly Scopes?: readonly { readonly ScopeName: string | undefined }[] | undefined;
}

/** Everything that was asked of one pool. */
export interface DescribedPool {
  readonly pool: PoolMembers;
  readonly mfa: MfaMembers;
  readonly risk: RiskMembers;
  readonly clients: readonly ClientMembers[];
  readonly resourceServers: readonly ResourceServerMembers[];
  readonly groups: readonly string[];
  readonly identityProviders: readonly string[];
  /** What this pool cannot tell (a local pool has less than AWS): named, and neither held for equal nor for different. */
  readonly notShown: readonly string[];
}
