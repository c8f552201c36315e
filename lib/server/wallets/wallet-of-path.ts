// A wallet's address as somebody wrote it becomes the one the index knows.
import "server-only";
import { RefusalError } from "@/lib/server/http/refusal-error";

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;

/** The address in lower case. Throws RefusalError `invalid_request` for a text that is none. */
export function walletOfPath(text: string): string {
  if (!ADDRESS.test(text)) throw new RefusalError({ code: "invalid_request", detail: "This is not the address of a wallet." });
  return text.toLowerCase();
}
