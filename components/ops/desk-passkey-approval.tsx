"use client";

import { useCallback } from "react";
import { openPasskeyGrant } from "@/lib/client/desk-approval";
import { addDeskPasskey, confirmDeskPasskey, removeDeskPasskey } from "@/lib/client/desk-passkeys";
import type { PoolAddress } from "@/lib/client/pool-address";
import type { OperatorPasskeyEntry } from "@/lib/contracts/operator-session";
import { DeskApproval } from "./desk-approval";

/** What is being done about passkeys. */
export type PasskeyDoing = { readonly act: "add" } | { readonly act: "remove" | "confirm"; readonly passkey: OperatorPasskeyEntry };

const WORDS = {
  add: {
    title: "Add a passkey",
    text: "Your passkey vouches for the new one, so it approves at once.",
    done: "Passkey added. It approves from now on.",
  },
  remove: { title: "Remove this passkey", text: "It will neither sign you in nor approve any more.", done: "Passkey removed." },
  confirm: {
    title: "Confirm a colleague's passkey",
    text: "Confirm it only when you have spoken to the colleague yourself and they read you the name and time of this passkey. From then on it approves.",
    done: "Passkey confirmed. It approves from now on.",
  },
} as const;

interface DeskPasskeyApprovalProps {
  readonly doing: PasskeyDoing;
  readonly pool: PoolAddress;
  readonly onDone: (news: string) => void;
  readonly onLeave: () => void;
}

/** The approval of one act about passkeys, and the act once it is proven. */
export function DeskPasskeyApproval({ doing, pool, onDone, onLeave }: DeskPasskeyApprovalProps) {
  const subjectId = doing.act === "add" ? "new" : doing.passkey.credentialId;
  const { act } = doing;
  const open = useCallback(() => openPasskeyGrant(`passkey_${act}`, subjectId), [act, subjectId]);
  const perform = useCallback(
    async (grantId: string) => {
      if (act === "add") await addDeskPasskey(pool);
      else if (act === "remove") await removeDeskPasskey(pool, subjectId);
      else await confirmDeskPasskey(subjectId, grantId);
      onDone(WORDS[act].done);
    },
    [act, subjectId, pool, onDone],
  );
  return (
    <DeskApproval title={WORDS[act].title} open={open} perform={perform} onLeave={onLeave}>
      {WORDS[act].text}
    </DeskApproval>
  );
}
