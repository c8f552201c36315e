"use client";

import type { SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { addAddress } from "@/lib/client/addresses";
import { useHydrated } from "@/lib/client/use-hydrated";
import { useSubmission } from "@/lib/client/use-submission";
import type { AddressDto, AddressRequest } from "@/lib/contracts/addresses";
import { useAddressDraft } from "./use-address-draft";

/** A network that destinations can be on. */
export interface NetworkChoice {
  readonly network: string;
  readonly networkLabel: string;
}

interface AddAddressProps {
  readonly networks: readonly NetworkChoice[];
  readonly isFirst: boolean;
  readonly onAdded: (address: AddressDto) => Promise<void>;
}

export function AddAddress({ networks, isFirst, onAdded }: AddAddressProps) {
  const isHydrated = useHydrated();
  const { request, change, clear } = useAddressDraft(networks[0]?.network ?? "");
  const submission = useSubmission<AddressRequest>(async (wanted) => {
    const added = await addAddress({ ...wanted, address: wanted.address.trim(), label: wanted.label.trim() });
    clear();
    await onAdded(added);
  });
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    submission.submit(request);
  };
  return (
    <Card title={isFirst ? "Your first address" : "Add an address"}>
      <form method="post" onSubmit={onSubmit} className="grid max-w-2xl gap-4">
        <fieldset disabled={!isHydrated} className="grid min-w-0 gap-4">
          <SelectField
            label="Network"
            required
            value={request.network}
            onChange={(event) => {
              change({ network: event.target.value });
            }}
          >
            {networks.map(({ network, networkLabel }) => (
              <option key={network} value={network}>
                {networkLabel}
              </option>
            ))}
          </SelectField>
          <Field
            label="Address"
            required
            maxLength={100}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className="font-mono"
            hint="Copy it whole from where you want to receive. Upper and lower case are checked where they carry a checksum."
            value={request.address}
            onChange={(event) => {
              change({ address: event.target.value });
            }}
          />
          <Field
            label="Label"
            required
            maxLength={60}
            autoComplete="off"
            hint="Your own word for it, such as “Cold wallet”."
            value={request.label}
            onChange={(event) => {
              change({ label: event.target.value });
            }}
          />
        </fieldset>
        <SubmissionStatus submission={submission} progress="Storing the address…" />
        <div>
          <Button type="submit" ready={isHydrated} disabled={submission.isWorking || submission.secondsLeft !== null}>
            Add address
          </Button>
        </div>
      </form>
    </Card>
  );
}
