// What the worker does with signals, and what is there afterwards, on a signal stand.
import type { Database } from "@/lib/server/postgres/database";
import type { Happened } from "@/lib/signals/happened";
import type { PreparedAction } from "@/lib/signals/prepare-action";
import { createSignalMailRound } from "@/worker/signals/create-signal-mail-round";
import { createSignalRound } from "@/worker/signals/create-signal-round";
import type { Follower, SignalStand } from "./signal-stand";

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Where the mails lead to. */
export const SIGNALS_ORIGIN = "https://app.example.com";

/** An event as it is stored. */
export interface SeenEvent {
  readonly id: string;
  readonly key: string;
  readonly happened: Happened;
  readonly action: PreparedAction;
  readonly isTakenBack: boolean;
}

export interface SignalActs {
  /** Judges everything that is in the feed. */
  judge(database?: Database): Promise<void>;
  /** One round of the mails. */
  mail(): Promise<void>;
  /** The rule's events in the order of the feed. */
  events(ruleId: string): Promise<SeenEvent[]>;
  mailsTo(follower: Follower): Promise<{ subject: string; body: string }[]>;
}

/** The acts on the stand that `standOf` gives, which need not be open yet. */
export function signalActs(standOf: () => SignalStand): SignalActs {
  return {
    judge: async (database = standOf().worker) => {
      const round = createSignalRound({ database, clock: standOf().clock, log });
      while ((await round()) === "busy");
    },
    mail: async () => {
      const { worker, clock } = standOf();
      await createSignalMailRound({ database: worker, clock, approvedAt: { origin: SIGNALS_ORIGIN, rpId: "app.example.com" } })();
    },
    events: (ruleId) =>
      standOf().worker.asService((tx) =>
        tx.query<SeenEvent>(
          `SELECT id, event_key AS key, happened, action, retracted_at IS NOT NULL AS "isTakenBack"
             FROM holdfast.signal_events WHERE rule_id = $1 ORDER BY swap_seq, id`,
          [ruleId],
        ),
      ),
    mailsTo: ({ email }) =>
      standOf().worker.asService((tx) =>
        tx.query("SELECT subject, body FROM holdfast.mail_outbox WHERE recipient = $1 ORDER BY queued_at, length(subject), id", [email]),
      ),
  };
}
