import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { resolveTrader } from "@/lib/server/session/resolve-trader";

/** Who is signed in needs no sign-in page. While a part is down nobody can be told apart, and the page is shown. */
export async function sendTraderOn(to: string): Promise<void> {
  const known = await resolveTrader((await headers()).get("cookie"), { isBackground: true }).catch(() => null);
  if (known?.ok === true) redirect(to);
}
