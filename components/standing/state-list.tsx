"use client";

import { ServerTime } from "@/components/ui/server-time";
import { TimeLeft } from "@/components/ui/time-left";
import type { AccountState, AccountStatesDto } from "@/lib/contracts/account-states";
import { stateTitle } from "./state-words";

const isoOf = (seconds: number): string => new Date(seconds * 1_000).toISOString();

/** What is the case, line by line: the code to read out, since when, and how long still. */
export function StateList({ nowSeconds, states }: AccountStatesDto) {
  return (
    <ul className="divide-y divide-line">
      {states.map((state) => (
        <StateLine key={`${state.code} ${state.kind} ${state.detail ?? ""}`} state={state} nowSeconds={nowSeconds} />
      ))}
    </ul>
  );
}

function StateLine({ state, nowSeconds }: { readonly state: AccountState; readonly nowSeconds: number }) {
  const { code, sinceSeconds, endsAtSeconds } = state;
  return (
    <li className="grid gap-x-4 gap-y-0.5 py-3 first:pt-0 last:pb-0 sm:grid-cols-[1fr_auto]">
      <p className="font-strong">{stateTitle(state)}</p>
      <p className="font-mono text-13 sm:text-right">{code}</p>
      <p className="text-13 text-ink-2">
        {sinceSeconds === null ? "Now" : <ServerTime at={isoOf(sinceSeconds)} nowSeconds={nowSeconds} />}
      </p>
      <p className="text-13 sm:text-right">
        {endsAtSeconds === null ? (
          <span className="text-ink-2">Does not end by time</span>
        ) : (
          <>
            <span className="text-hold">
              <TimeLeft until={isoOf(endsAtSeconds)} nowSeconds={nowSeconds} />
            </span>{" "}
            left
          </>
        )}
      </p>
    </li>
  );
}
