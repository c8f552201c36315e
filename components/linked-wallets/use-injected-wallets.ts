"use client";

import { useEffect, useState } from "react";
import { findInjectedWallets, type InjectedWallet } from "@/lib/client/injected-wallets";

/** The wallets that live in this browser; none until they have announced themselves. */
export function useInjectedWallets(): readonly InjectedWallet[] {
  const [wallets, setWallets] = useState<readonly InjectedWallet[]>([]);
  useEffect(() => findInjectedWallets(setWallets), []);
  return wallets;
}
