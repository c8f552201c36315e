"use client";

import { useCallback, useState } from "react";
import { listAddresses } from "@/lib/client/addresses";
import type { AddressDto } from "@/lib/contracts/addresses";

interface AddressBook {
  readonly addresses: readonly AddressDto[];
  /** The entry whose approval is on screen, or null. */
  readonly approvingId: string | null;
  readonly startApproval: (id: string | null) => void;
  /** Reads the list again; what is shown stays until the answer is there. */
  readonly reload: () => Promise<void>;
}

/** The list as the server rendered it, and as it stands after each act. */
export function useAddressBook(initial: readonly AddressDto[]): AddressBook {
  const [addresses, setAddresses] = useState(initial);
  const [approvingId, setApprovingId] = useState<string | null>(null);
  const reload = useCallback(async () => {
    await listAddresses().then(setAddresses, () => undefined);
  }, []);
  return { addresses, approvingId, startApproval: setApprovingId, reload };
}
