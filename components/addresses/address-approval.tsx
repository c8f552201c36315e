"use client";

import { useCallback } from "react";
import { ActApproval } from "@/components/step-up/act-approval";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { lookAlikeWarning } from "@/components/step-up/destination-note";
import { confirmAddress } from "@/lib/client/addresses";
import type { AddressDto } from "@/lib/contracts/addresses";

interface AddressApprovalProps {
  readonly address: AddressDto;
  readonly context: ApprovalContext;
  readonly onApproved: (address: AddressDto) => Promise<void>;
  readonly onLeave: () => void;
  readonly onExpired: () => Promise<void>;
}

export function AddressApproval({ address, onApproved, ...rest }: AddressApprovalProps) {
  const { looksLike } = address;
  const confirm = useCallback(async (id: string, grantId: string) => onApproved(await confirmAddress(id, grantId)), [onApproved]);
  return (
    <ActApproval
      {...rest}
      title="Approve this address"
      purpose="address"
      stored={address}
      noteOf={() => ({ label: null, warning: looksLike === null ? null : lookAlikeWarning(looksLike) })}
      confirm={confirm}
    >
      Compare every group with where you copied it from. After your approval it waits a day before it is usable.
    </ActApproval>
  );
}
