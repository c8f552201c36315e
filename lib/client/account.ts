// Password, email and the account itself, changed by the signed-in trader through Amplify. Loaded on demand, because Amplify is.
import { confirmUserAttribute, deleteUser, sendUserAttributeVerificationCode, updatePassword, updateUserAttribute } from "aws-amplify/auth";
import { configureAmplify } from "./amplify";
import { hydrateAmplify } from "./hydrate-amplify";
import type { PoolAddress } from "./pool-address";
import { loadSession } from "./session-store";

async function ready(pool: PoolAddress): Promise<void> {
  configureAmplify(pool);
  await hydrateAmplify(pool, (await loadSession()).shells);
}

/** Changes the password. Every other session of the trader ends. */
export async function changePassword(pool: PoolAddress, oldPassword: string, newPassword: string): Promise<void> {
  await ready(pool);
  await updatePassword({ oldPassword, newPassword });
}

/** Starts a change of email: a code goes to the new address, and the old one stays until that is entered. */
export async function startEmailChange(pool: PoolAddress, email: string): Promise<void> {
  await ready(pool);
  await updateUserAttribute({ userAttribute: { attributeKey: "email", value: email } });
}

/** Sends the code for the new address again. */
export async function resendEmailChangeCode(pool: PoolAddress): Promise<void> {
  await ready(pool);
  await sendUserAttributeVerificationCode({ userAttributeKey: "email" });
}

/** Proves the new address with the code from it. */
export async function finishEmailChange(pool: PoolAddress, code: string): Promise<void> {
  await ready(pool);
  await confirmUserAttribute({ userAttributeKey: "email", confirmationCode: code });
}

/** Deletes the account; every session of it ends. */
export async function deleteAccount(pool: PoolAddress): Promise<void> {
  await ready(pool);
  await deleteUser();
}
