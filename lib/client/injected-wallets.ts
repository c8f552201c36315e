// Wallets that live in the browser (EIP-1193), found by their announcement (EIP-6963) or at their old place. They are strangers' code: what they answer is
// judged by the server, and nothing but an address and a signature is asked of them.

/** The part of EIP-1193 that is used. */
export interface InjectedWallet {
  readonly name: string;
  readonly request: (ask: { readonly method: string; readonly params?: readonly unknown[] }) => Promise<unknown>;
}

interface Announcement {
  readonly info?: { readonly name?: unknown; readonly uuid?: unknown };
  readonly provider?: { readonly request?: InjectedWallet["request"] };
}

const NAME_MAX = 40;

/** Calls `found` with every wallet as it announces itself, and with the one at `window.ethereum` when none does. Answers how to stop listening. */
export function findInjectedWallets(found: (wallets: readonly InjectedWallet[]) => void): () => void {
  const wallets = new Map<unknown, InjectedWallet>();
  const announced = (event: Event): void => {
    const { info, provider } = (event as CustomEvent<Announcement | null>).detail ?? {};
    if (typeof provider?.request !== "function") return;
    const { request } = provider;
    const name = typeof info?.name === "string" && info.name.trim() !== "" ? info.name.slice(0, NAME_MAX) : "Browser wallet";
    wallets.set(info?.uuid ?? provider, { name, request: (ask) => request.call(provider, ask) });
    found([...wallets.values()]);
  };
  window.addEventListener("eip6963:announceProvider", announced);
  window.dispatchEvent(new Event("eip6963:requestProvider"));
  const old = (window as { readonly ethereum?: { readonly request?: InjectedWallet["request"] } }).ethereum;
  if (wallets.size === 0 && typeof old?.request === "function") {
    const { request } = old;
    found([{ name: "Browser wallet", request: (ask) => request.call(old, ask) }]);
  }
  return () => {
    window.removeEventListener("eip6963:announceProvider", announced);
  };
}

/** The address that the wallet shows to this page, or null when it shows none. Rejects when the person refuses. */
export async function askAddress(wallet: InjectedWallet): Promise<string | null> {
  const accounts = await wallet.request({ method: "eth_requestAccounts" });
  const [first] = Array.isArray(accounts) ? (accounts as readonly unknown[]) : [];
  return typeof first === "string" ? first : null;
}

/** The wallet's signature of `message` by `address` (ERC-191), or null when it answers something else. Rejects when the person refuses. */
export async function askSignature(wallet: InjectedWallet, message: string, address: string): Promise<string | null> {
  const hex = Array.from(new TextEncoder().encode(message), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const signature = await wallet.request({ method: "personal_sign", params: [`0x${hex}`, address] });
  return typeof signature === "string" ? signature : null;
}
