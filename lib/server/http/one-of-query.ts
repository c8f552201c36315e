// A parameter of an address that may be there once.
import "server-only";
import { refuseCall } from "./refuse-call";

/** The value of `name` in the call's address, or null; refuses the call when it is there twice, because nobody says which one counts. */
export function oneOfQuery(request: Request, name: string): string | null {
  const values = new URL(request.url).searchParams.getAll(name);
  if (values.length > 1) return refuseCall({ code: "invalid_request", detail: `One ${name} at a time.` });
  return values[0] ?? null;
}
