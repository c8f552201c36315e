// How every operation of an administrator on one user begins.
import { USERNAME, USER_POOL_ID } from "../protocol/common-shapes";
import { needed } from "../protocol/shapes";

/** Which pool, and which of its users. */
export const POOL_USER = { UserPoolId: needed(USER_POOL_ID), Username: needed(USERNAME) } as const;
