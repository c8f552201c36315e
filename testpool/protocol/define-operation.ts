// One Cognito operation as a value: its name, who may call it, what it takes, what it refuses with, and what it does. The operation
// table, the request checks, the quotas, the support table and the contract suite all read this one description.
import type { Needs } from "./needs";
import { readRequest, type Fields, type Members, type ValueOf } from "./shapes";

/** The quota that a call counts towards (documented categories). */
export type QuotaCategory =
  | "UserAuthentication"
  | "UserCreation"
  | "UserAccountRecovery"
  | "UserRead"
  | "UserUpdate"
  | "UserToken"
  | "UserResourceRead"
  | "UserResourceUpdate"
  | "UserList"
  | "UserPoolRead"
  | "UserPoolUpdate"
  | "UserPoolResourceRead"
  | "UserPoolResourceUpdate"
  | "ClientAuthentication";

/** `public` names a client, `token` brings an access token, `signed` must look signed with an administrator's key (SigV4). */
export type Access = "public" | "token" | "signed";

export interface OperationDefinition<M extends Members> {
  readonly name: string;
  readonly access: Access;
  readonly quota: QuotaCategory;
  readonly request: M;
  /** Exceptions that this pool raises here beside those that any operation may raise; each has a case in the contract suite. */
  readonly refusals: readonly string[];
  readonly perform: (request: ValueOf<M>, needs: Needs) => object | Promise<object>;
}

/** An operation, its request type folded away. */
export interface Operation {
  readonly name: string;
  readonly access: Access;
  readonly quota: QuotaCategory;
  readonly members: Members;
  readonly refusals: readonly string[];
  /** Checks the request, then performs it. */
  answer(fields: Fields, needs: Needs): object | Promise<object>;
}

/** Describes an operation. Its request is checked before `perform` sees it. */
export function defineOperation<const M extends Members>(definition: OperationDefinition<M>): Operation {
  const { name, access, quota, request, refusals, perform } = definition;
  return { name, access, quota, members: request, refusals, answer: (fields, needs) => perform(readRequest(request, fields), needs) };
}

/** Exceptions that any operation may raise, by what it is called with. */
export const COMMON_REFUSALS: readonly string[] = [
  "InvalidParameterException",
  "NotAuthorizedException",
  "ResourceNotFoundException",
  "TooManyRequestsException",
  "InternalErrorException",
  "SerializationException",
  "UnknownOperationException",
];
