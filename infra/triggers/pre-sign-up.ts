// PreSignUp: nobody makes an account for somebody else's address. Whoever knows the client and its secret still cannot sign up past the product, and
// nothing is ever proven without its mailed code.
import { isTicket } from "./ticket";
import type { SignUpEvent } from "./trigger-event";

const NOTHING_PROVEN = { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false };

/**
 * Lets a sign-up through that carries the product's ticket for exactly this username and this address, and one that an administrator makes. Throws for
 * every other, for one with more attributes than the address, and for accounts from elsewhere. Confirms and verifies nothing.
 */
export async function handler(event: SignUpEvent): Promise<SignUpEvent> {
  const { userAttributes: attributes = {}, validationData } = event.request;
  // The pool's own marks on an account that is being made have this prefix.
  const isPlain = Object.keys(attributes).every((name) => name === "email" || name.startsWith("cognito:"));
  const key = process.env["RECOVERY_TICKET_KEY"] ?? "";
  const isOurs = isTicket(validationData?.["ticket"] ?? "", key, "sign-up", event.userName, attributes["email"] ?? "");
  const isAllowed =
    event.triggerSource === "PreSignUp_AdminCreateUser" || (event.triggerSource === "PreSignUp_SignUp" && isPlain && isOurs);
  if (!isAllowed) throw new Error("Sign-up is not open here");
  return { ...event, response: NOTHING_PROVEN };
}
