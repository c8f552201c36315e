// How an address of the list stands, in words.
import { waitText } from "@/components/ui/wait-text";
import type { AddressDto } from "@/lib/contracts/addresses";

/** The state as a short line. `nowSeconds` is the server's clock; a time that has just run out reads as usable. */
export function addressStateText({ state, usableAt, terms }: Pick<AddressDto, "state" | "usableAt" | "terms">, nowSeconds: number): string {
  const secondsTo = (at: string) => Date.parse(at) / 1000 - nowSeconds;
  switch (state) {
    case "usable":
      return "Usable";
    case "cooling_off":
      return usableAt === null || secondsTo(usableAt) <= 0 ? "Usable" : `Usable in ${waitText(secondsTo(usableAt))}`;
    case "awaiting_approval":
      return secondsTo(terms.expiresAt) <= 0
        ? "Not approved in time"
        : `Waits for your approval, ${waitText(secondsTo(terms.expiresAt))} left`;
    case "expired":
      return "Not approved in time";
  }
}
