"use client";

import { useCallback, useState } from "react";
import { useKeptDraft } from "@/lib/client/use-kept-draft";
import type { AddressRequest } from "@/lib/contracts/addresses";

interface AddressDraft {
  readonly request: AddressRequest;
  readonly change: (part: Partial<AddressRequest>) => void;
  /** The address was stored: the fields are empty again, the network stays. */
  readonly clear: () => void;
}

/** What is typed into the form of a new address. */
export function useAddressDraft(network: string): AddressDraft {
  const [request, setRequest] = useState<AddressRequest>({ network, address: "", label: "" });
  const restore = useCallback((fields: Partial<AddressRequest>) => {
    setRequest((before) => ({ ...before, ...fields }));
  }, []);
  const kept = useKeptDraft("address", restore);
  return {
    request,
    change: (part) => {
      const next = { ...request, ...part };
      setRequest(next);
      kept.keep({ ...next });
    },
    clear: () => {
      setRequest((before) => ({ ...before, address: "", label: "" }));
      kept.drop();
    },
  };
}
