// The extra step of an unusual sign-in opens: it is written down with its reasons, and a code is on its way.
import "server-only";
import { coarseNetwork } from "@/lib/identity/coarse-network";
import { deviceName } from "@/lib/identity/device-name";

import type { Exchange } from "./exchange";
import { noteOutcome } from "./note-outcome";
import type { SignInProgress } from "./sign-in-state";
import { mailSuspicionCode } from "./suspicion-codes";

/** Mails a code for this sign-in; refuses shortly after the last one and beyond the hour's limit. */
export const mailCodeFor = ({ email, suspicions }: Pick<SignInProgress, "email" | "suspicions">, exchange: Exchange) =>
  mailSuspicionCode(
    { email, suspicions, device: deviceName(exchange.userAgent), network: coarseNetwork(exchange.clientAddress ?? "unknown") },
    exchange.nowSeconds,
  );

/** Opens the step. That a code was sent just before, or too many were, is no reason to refuse it: the step says what there is. */
export async function openSuspicion(progress: SignInProgress, exchange: Exchange): Promise<void> {
  noteOutcome(exchange, "sign_in_suspected", { email: progress.email, reason: progress.suspicions.join() });
  await mailCodeFor(progress, exchange);
}
