// What a person needs once the demo runs: where to go, as whom, where codes arrive, and how to stop.
import type { Stack } from "./start-stack";

/** The lines printed when everything is up. */
export function demoReport({ origin, poolUrl, dataDir, installation, chainUrl, custody, market }: Stack): string {
  const people = [...installation.traders.users, ...installation.staff.users].map(
    ({ email, password, totpSecret }) =>
      `    ${email.padEnd(25)} ${password}${totpSecret === undefined ? "   (nothing enrolled yet)" : `   TOTP secret ${totpSecret}`}`,
  );
  const pairs = market.markets.reduce((sum, { pairs: ofMarket }) => sum + ofMarket.length, 0);
  return [
    "",
    `  Open            ${origin}`,
    `  Inbox, codes    ${poolUrl}/_testpool/   (mail of the demo; TEST ONLY)`,
    "  Sign in as",
    ...people,
    `  Support desk    ${origin}/ops   (operator@ and operator2@; a passkey of theirs approves after a day, or once the other has confirmed it)`,
    `  Withdrawals     are paid on ${chainUrl} by the settlement worker, from ${custody}`,
    `  Markets         are simulated: ${pairs} pairs on ${market.markets.length} local chains, traded by programs (seed "${market.seed}"); no price of them is real`,
    `  Data            ${dataDir}   (logs in ${dataDir}/logs; start with --fresh to begin anew)`,
    "  Stop            Ctrl-C",
    "",
  ].join("\n");
}
