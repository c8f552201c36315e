// The form of an address that signals may be sent to. What its name resolves to is judged anew at every delivery, by whoever connects.
import { accept, refuse, type Result } from "@/lib/ground/result";

const URL_LENGTH_MAX = 500;
const NAME = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;
const INNER = /\.(?:localhost|local|internal|intranet|lan|home|corp|private|invalid|test|example|onion|arpa)$/;

/**
 * The address in its one written form, or the sentence that says what is wrong: https only, its usual port, no name and password, and a host with a
 * public name. Numbers in place of a name are refused in every spelling, because the parser turns all of them into an address.
 */
export function judgeWebhookUrl(text: string): Result<string, string> {
  if (text.length > URL_LENGTH_MAX || !URL.canParse(text))
    return refuse("This is not an address. It begins with https:// and is at most 500 characters long.");
  const url = new URL(text);
  if (url.protocol !== "https:") return refuse("Signals go to https addresses only.");
  if (url.username !== "" || url.password !== "")
    return refuse("Leave name and password out of the address. Every delivery is signed instead.");
  if (url.port !== "") return refuse("Only the usual port of https, 443, is used.");
  if (!NAME.test(url.hostname) || INNER.test(url.hostname))
    return refuse("Signals go to public addresses only. Use a host name that everybody on the internet can reach.");
  url.hash = "";
  return accept(url.href);
}
