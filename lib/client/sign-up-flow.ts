// Creating an account as Amplify does it. Loaded on demand, and apart from sign-in, which most visits need instead.
import { confirmSignUp, resendSignUpCode, signUp } from "aws-amplify/auth";
import { configureAmplify } from "./amplify";
import type { PoolAddress } from "./pool-address";

/** Creates the account; the code goes out by email whether or not the address is known. */
export async function createAccount(pool: PoolAddress, email: string, password: string): Promise<void> {
  configureAmplify(pool);
  await signUp({ username: email, password, options: { userAttributes: { email } } });
}

/** Confirms the email with the code from it. */
export async function confirmEmail(pool: PoolAddress, email: string, code: string): Promise<void> {
  configureAmplify(pool);
  await confirmSignUp({ username: email, confirmationCode: code });
}

/** Sends another code; the answer is the same for an address nobody registered. */
export async function resendEmailCode(pool: PoolAddress, email: string): Promise<void> {
  configureAmplify(pool);
  await resendSignUpCode({ username: email });
}
