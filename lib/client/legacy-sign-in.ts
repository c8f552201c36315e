// An old password on its one way to the server. Not Amplify's: Amplify proves passwords without showing them, and this one has to be shown.
import { OfflineError } from "./offline-error";

const OFFLINE = (cause: unknown): never => {
  throw new OfflineError(cause);
};

/** Gives the old password. Resolves when it was right; throws an error with the exception's own name, as Amplify does, or OfflineError. */
export async function giveOldPassword(email: string, password: string): Promise<void> {
  const answer = await fetch("/api/auth/legacy-sign-in", {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "Holdfast.LegacySignIn" },
    body: JSON.stringify({ Username: email, Password: password }),
    credentials: "same-origin",
    cache: "no-store",
    redirect: "error",
  }).catch(OFFLINE);
  if (answer.ok) return;
  const { __type: name = "UnavailableException", message = "" } = (await answer.json().catch(() => ({}))) as {
    __type?: string;
    message?: string;
  };
  throw Object.assign(new Error(message), { name, metadata: { requestId: answer.headers.get("x-request-id") } });
}
