"use client";

import { useState } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { Card } from "@/components/ui/card";
import { News } from "@/components/ui/news";
import { useServerClock } from "@/lib/client/use-server-clock";
import type { AddressDto } from "@/lib/contracts/addresses";
import { AddAddress, type NetworkChoice } from "./add-address";
import { AddressApproval } from "./address-approval";
import { AddressRow } from "./address-row";
import { useAddressBook } from "./use-address-book";

interface AddressBookProps {
  readonly initial: readonly AddressDto[];
  readonly networks: readonly NetworkChoice[];
  readonly context: ApprovalContext;
}

/** The list of places that money may go to, and the way onto it. */
export function AddressBook({ initial, networks, context }: AddressBookProps) {
  const { addresses, approvingId, startApproval, reload } = useAddressBook(initial);
  const now = useServerClock(context.nowSeconds, 15);
  const [news, setNews] = useState("");
  const approving = addresses.find(({ id, state }) => id === approvingId && state === "awaiting_approval");
  const onAdded = async (added: AddressDto) => {
    await reload();
    setNews("");
    startApproval(added.id);
  };
  const onApproved = async (approved: AddressDto) => {
    await reload();
    startApproval(null);
    setNews(`“${approved.label}” is on your list. It becomes usable after its wait; if it wasn’t you, remove it now.`);
  };
  return (
    <div className="grid gap-6">
      <News text={news} className="rounded-card border border-line bg-surface p-4" />
      {approving === undefined ? null : (
        <AddressApproval
          key={approving.id}
          address={approving}
          context={context}
          onApproved={onApproved}
          onLeave={() => {
            startApproval(null);
          }}
          onExpired={reload}
        />
      )}
      {addresses.length === 0 ? null : (
        <Card title="Your list">
          <ul className="divide-y divide-line">
            {addresses.map((address) => (
              <AddressRow
                key={address.id}
                address={address}
                nowSeconds={now}
                isApproving={address.id === approving?.id}
                onApprove={() => {
                  startApproval(address.id);
                }}
                onRemoved={reload}
              />
            ))}
          </ul>
        </Card>
      )}
      {approving === undefined ? <AddAddress networks={networks} isFirst={addresses.length === 0} onAdded={onAdded} /> : null}
    </div>
  );
}
