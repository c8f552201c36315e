// Replacing a forgotten password as Amplify does it. Loaded on demand, because few come here.
import { confirmResetPassword, resetPassword } from "aws-amplify/auth";
import { configureAmplify } from "./amplify";
import type { PoolAddress } from "./pool-address";

/** Has a code mailed; the answer is the same for an address that is no account. */
export async function askForReset(pool: PoolAddress, email: string): Promise<void> {
  configureAmplify(pool);
  await resetPassword({ username: email });
}

/** Sets the new password with the code from the email. */
export async function finishReset(pool: PoolAddress, email: string, code: string, newPassword: string): Promise<void> {
  configureAmplify(pool);
  await confirmResetPassword({ username: email, confirmationCode: code, newPassword });
}
