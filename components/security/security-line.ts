// What protects an account, in one line. The list says it; nothing is judged here.
import type { PasskeysDto } from "@/lib/contracts/passkeys";

/** The line, and whether it is good news. */
export function securityLine({ passkeys, ways }: PasskeysDto): { readonly isStrong: boolean; readonly line: string } {
  const count = passkeys.filter(({ addedHere }) => addedHere).length;
  const strangers = passkeys.length - count;
  const keys = count === 1 ? "one passkey" : `${count} passkeys`;
  if (strangers > 0) {
    return {
      isStrong: false,
      line: "There is a passkey that was not added here. If you do not know it, remove it and end all other sessions.",
    };
  }
  if (ways.passkeyOnly.state !== "off") return { isStrong: true, line: `Protected by ${keys}, and by nothing that can be phished.` };
  const hasAuthenticator = ways.authenticator === "active";
  if (count > 0 && hasAuthenticator) return { isStrong: true, line: `Protected by ${keys} and an authenticator.` };
  if (count > 1) return { isStrong: true, line: `Protected by ${keys}.` };
  if (count > 0)
    return { isStrong: false, line: `Protected by ${keys}. A second one would keep you able to sign in if you lose the device.` };
  if (hasAuthenticator) {
    return {
      isStrong: false,
      line: "Protected by your password and an authenticator. A passkey would also stop false copies of this page.",
    };
  }
  return { isStrong: false, line: "Protected by your password only. Add a passkey now." };
}
