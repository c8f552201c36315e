// Why a sign-in is asked for one thing more, as trader and mail read it.
import type { Suspicion } from "@/lib/policy/sign-in-risk";

/** One sentence per reason. */
export const SUSPICION_WORDS: Readonly<Record<Suspicion, string>> = {
  failed_attempts: "This browser is new to your account, and there were wrong passwords or codes before.",
  after_recovery: "The account was recovered or its password replaced lately, and this browser was not known before that.",
  network_change: "The account was used from more networks within ten minutes than anybody can be in.",
  long_absence: "Nobody has signed in to this account for a long time, and this browser is new to it.",
};
