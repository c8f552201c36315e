import { Button } from "@/components/ui/button";
import type { InjectedWallet } from "@/lib/client/injected-wallets";

interface WalletButtonsProps {
  readonly wallets: readonly InjectedWallet[];
  readonly isDisabled: boolean;
  /** What a wallet did not do, in words; empty when there is nothing to say. */
  readonly says: string;
  readonly onPress: (wallet: InjectedWallet) => void;
}

/** One button for each wallet that lives in this browser. */
export function WalletButtons({ wallets, isDisabled, says, onPress }: WalletButtonsProps) {
  return (
    <>
      {wallets.length === 0 ? null : (
        <div className="flex flex-wrap gap-2">
          {wallets.map((wallet) => (
            <Button
              key={wallet.name}
              disabled={isDisabled}
              onClick={() => {
                onPress(wallet);
              }}
            >
              Sign with {wallet.name}
            </Button>
          ))}
        </div>
      )}
      <p role="status" className="text-hold empty:hidden">
        {says}
      </p>
    </>
  );
}
