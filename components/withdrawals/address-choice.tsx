import { lookAlikeWarning } from "@/components/step-up/destination-note";
import { FullAddress, shortAddress } from "@/components/ui/full-address";
import { Notice } from "@/components/ui/notice";
import { SelectField } from "@/components/ui/select-field";
import { waitText } from "@/components/ui/wait-text";
import { useServerClock } from "@/lib/client/use-server-clock";
import type { AddressDto } from "@/lib/contracts/addresses";

interface AddressChoiceProps {
  readonly addresses: readonly AddressDto[];
  /** The network of the chosen asset; null while none is chosen. */
  readonly network: string | null;
  readonly addressId: string;
  readonly nowSeconds: number;
  readonly onChange: (addressId: string) => void;
}

/** The trader's own list. What is not usable yet is shown with its reason, so that nobody looks for it in vain. */
export function AddressChoice({ addresses, network, addressId, nowSeconds, onChange }: AddressChoiceProps) {
  const now = useServerClock(nowSeconds, 15);
  const offered = addresses.filter((address) => address.state !== "expired" && (network === null || address.network === network));
  const chosen = offered.find(({ id }) => id === addressId);
  return (
    <div className="grid gap-3">
      <SelectField
        label="Address"
        required
        value={chosen === undefined ? "" : addressId}
        hint={
          <>
            Only addresses on your list can be paid.{" "}
            <a href="/addresses" className="underline underline-offset-4">
              Add an address
            </a>
          </>
        }
        onChange={(event) => {
          onChange(event.target.value);
        }}
      >
        <option value="">{offered.length === 0 ? "No address on this network yet" : "Choose an address"}</option>
        {offered.map((address) => (
          <option key={address.id} value={address.id} disabled={address.state !== "usable"}>
            {optionText(address, now)}
          </option>
        ))}
      </SelectField>
      {chosen === undefined ? null : (
        <div className="grid gap-2 rounded-control bg-surface-2 px-3 py-2.5">
          <p className="text-13 text-ink-2">{chosen.networkLabel}</p>
          <FullAddress address={chosen.address} />
          {chosen.looksLike === null ? null : <Notice look="danger">{lookAlikeWarning(chosen.looksLike)}</Notice>}
        </div>
      )}
    </div>
  );
}

function optionText({ label, address, state, usableAt }: AddressDto, now: number): string {
  const name = `${label} · ${shortAddress(address)}`;
  if (state === "cooling_off" && usableAt !== null) return `${name} · usable in ${waitText(Date.parse(usableAt) / 1000 - now)}`;
  return state === "awaiting_approval" ? `${name} · waits for your approval` : name;
}
