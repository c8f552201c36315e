// The package ships types that its own export map hides from bundler resolution, so the part that the tests use is written down here.

declare module "cognito-srp-helper" {
  type Responses = Readonly<Record<string, unknown>>;
  interface SrpSession {
    readonly username: string;
  }
  interface SrpSessionSigned extends SrpSession {
    readonly passwordSignature: string;
  }
  export function createSecretHash(userId: string, clientId: string, secretId: string): string;
  export function createDeviceVerifier(
    deviceKey: string,
    deviceGroupKey: string,
  ): {
    readonly DeviceRandomPassword: string;
    readonly DeviceSecretVerifierConfig: { readonly PasswordVerifier: string; readonly Salt: string };
  };
  export function createSrpSession(username: string, password: string, poolId: string, isHashed?: boolean): SrpSession;
  export function signSrpSession(session: SrpSession, response: Responses): SrpSessionSigned;
  export function signSrpSessionWithDevice(
    session: SrpSession,
    response: Responses,
    deviceGroupKey: string,
    deviceRandomPassword: string,
  ): SrpSessionSigned;
  export function wrapInitiateAuth<Request extends object>(session: SrpSession, request: Request): Request;
  export function wrapAuthChallenge<Request extends object>(session: SrpSessionSigned, request: Request): Request;
}
