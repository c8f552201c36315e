"use client";

import { useState } from "react";
import { lookAlikeWarning } from "@/components/step-up/destination-note";
import { Button } from "@/components/ui/button";
import { FullAddress } from "@/components/ui/full-address";
import { Notice } from "@/components/ui/notice";
import { exactTime } from "@/components/ui/server-time";
import type { AddressDto } from "@/lib/contracts/addresses";
import { addressStateText } from "./address-words";
import { RemoveAddress } from "./remove-address";

interface AddressRowProps {
  readonly address: AddressDto;
  readonly nowSeconds: number;
  readonly isApproving: boolean;
  readonly onApprove: () => void;
  readonly onRemoved: () => Promise<void>;
}

export function AddressRow({ address, nowSeconds, isApproving, onApprove, onRemoved }: AddressRowProps) {
  const [asks, setAsks] = useState(false);
  const { label, networkLabel, state, looksLike } = address;
  return (
    <li className="grid gap-3 py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="grid min-w-0 flex-1 basis-72 gap-0.5">
          <p className="font-strong break-words">{label}</p>
          <FullAddress address={address.address} className="text-13 text-ink-2" />
          <p className="text-13 text-ink-2">
            {networkLabel} · <StateText address={address} nowSeconds={nowSeconds} />
          </p>
        </div>
        {asks || isApproving ? null : (
          <div className="flex gap-2">
            {state === "awaiting_approval" ? (
              <Button look="secondary" small onClick={onApprove} aria-label={`Approve ${label}`}>
                Approve
              </Button>
            ) : null}
            <Button
              look="quiet"
              small
              aria-label={`Remove ${label}`}
              onClick={() => {
                setAsks(true);
              }}
            >
              Remove
            </Button>
          </div>
        )}
      </div>
      {looksLike === null ? null : <Notice look="danger">{lookAlikeWarning(looksLike)}</Notice>}
      {asks ? (
        <RemoveAddress
          address={address}
          onRemoved={onRemoved}
          onKeep={() => {
            setAsks(false);
          }}
        />
      ) : null}
    </li>
  );
}

function StateText({ address, nowSeconds }: Pick<AddressRowProps, "address" | "nowSeconds">) {
  const text = addressStateText(address, nowSeconds);
  const until = address.state === "cooling_off" ? address.usableAt : address.state === "awaiting_approval" ? address.terms.expiresAt : null;
  const look = address.state === "usable" ? "text-up" : "text-hold";
  if (until === null) return <span className={look}>{text}</span>;
  return (
    <time dateTime={until} title={exactTime(until)} className={look}>
      {text}
    </time>
  );
}
