// The allowlist of the signed-in trader, one function per call.
import type { AddressDto, AddressListDto, AddressRequest } from "@/lib/contracts/addresses";
import { BACKGROUND } from "./background";
import { fetchJson } from "./fetch-json";

const pathOf = (id: string) => `/api/addresses/${encodeURIComponent(id)}` as const;

/** Every destination on the list or waiting for approval, read again by the page itself. */
export async function listAddresses(): Promise<readonly AddressDto[]> {
  return ((await fetchJson("/api/addresses", { headers: BACKGROUND })) as AddressListDto).addresses;
}

/** Stores a new destination; it is on the list once it is confirmed. */
export async function addAddress(request: AddressRequest): Promise<AddressDto> {
  return (await fetchJson("/api/addresses", { method: "POST", body: request })) as AddressDto;
}

/** Uses the grant's proof up and puts the destination on the list. Its wait begins. */
export async function confirmAddress(id: string, grantId: string): Promise<AddressDto> {
  return (await fetchJson(`${pathOf(id)}/confirm`, { method: "POST", body: { grantId } })) as AddressDto;
}

/** Takes a destination off the list, at once. */
export async function removeAddress(id: string): Promise<void> {
  await fetchJson(pathOf(id), { method: "DELETE" });
}
