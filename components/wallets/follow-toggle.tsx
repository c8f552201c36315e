"use client";

import { Button } from "@/components/ui/button";
import { followWallet, unfollowWallet } from "@/lib/client/wallets";
import { useSubmission } from "@/lib/client/use-submission";
import type { FollowDto } from "@/lib/contracts/follows";

interface FollowToggleProps {
  readonly wallet: string;
  readonly follow: FollowDto | null;
  /** Whether Tab stops here. */
  readonly isReachable: boolean;
  readonly onChanged: (wallet: string, follow: FollowDto | null) => void;
}

/** Follow or unfollow, from a row. Ending a follow that has a label is for the wallet's page, where the label is seen to go. */
export function FollowToggle({ wallet, follow, isReachable, onChanged }: FollowToggleProps) {
  const submission = useSubmission<FollowDto | null>(async (before) => {
    if (before === null) {
      onChanged(wallet, await followWallet(wallet, { label: "", note: "" }));
      return;
    }
    await unfollowWallet(wallet);
    onChanged(wallet, null);
  });
  const name = follow !== null && follow.label !== "" ? follow.label : wallet;
  const { failure } = submission;
  return (
    <Button
      look={follow === null ? "secondary" : "quiet"}
      small
      tabIndex={isReachable ? 0 : -1}
      aria-pressed={follow !== null}
      aria-label={`Follow ${name}`}
      title={failure === null ? undefined : `${failure.happened} ${failure.next}`}
      className="w-24 pointer-coarse:min-h-9!"
      disabled={submission.isWorking}
      onClick={() => {
        submission.submit(follow);
      }}
    >
      {failure !== null ? "Try again" : follow === null ? "Follow" : "Following"}
    </Button>
  );
}
