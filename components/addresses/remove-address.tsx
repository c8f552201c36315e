"use client";

import { Button } from "@/components/ui/button";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { removeAddress } from "@/lib/client/addresses";
import { useSubmission } from "@/lib/client/use-submission";
import type { AddressDto } from "@/lib/contracts/addresses";

interface RemoveAddressProps {
  readonly address: AddressDto;
  readonly onRemoved: () => Promise<void>;
  readonly onKeep: () => void;
}

/** Says what follows before it does it. Taking an address away only ever protects, so it needs no approval. */
export function RemoveAddress({ address: { id, state }, onRemoved, onKeep }: RemoveAddressProps) {
  const submission = useSubmission<string>(async (gone) => {
    await removeAddress(gone);
    await onRemoved();
  });
  const isListed = state === "usable" || state === "cooling_off";
  return (
    <div className="grid gap-3 rounded-control bg-surface-2 p-3">
      <p>
        {isListed
          ? "Nothing can be sent there from then on. What was approved before still goes out. To use it again you add it, approve it and wait again."
          : "It is not on your list yet, so nothing changes for your withdrawals."}
      </p>
      <SubmissionStatus submission={submission} progress="Removing the address…" />
      <div className="flex flex-wrap gap-2">
        <Button
          look="danger"
          small
          disabled={submission.isWorking || submission.secondsLeft !== null}
          onClick={() => {
            submission.submit(id);
          }}
        >
          Remove from the list
        </Button>
        <Button look="quiet" small onClick={onKeep}>
          Keep it
        </Button>
      </div>
    </div>
  );
}
