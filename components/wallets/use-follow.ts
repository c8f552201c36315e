import { useState } from "react";
import { type Submission, useSubmission } from "@/lib/client/use-submission";
import { followWallet, unfollowWallet } from "@/lib/client/wallets";
import type { FollowDto, FollowRequest } from "@/lib/contracts/follows";

interface UsedFollow {
  readonly follow: FollowDto | null;
  readonly words: FollowRequest;
  readonly change: (changes: Partial<FollowRequest>) => void;
  /** What the last act has done, in a line. */
  readonly news: string;
  /** Null ends the follow. */
  readonly submission: Submission<FollowRequest | null>;
}

/** A follow as it stands after each act, and the words that are being typed. */
export function useFollow(wallet: string, initial: FollowDto | null): UsedFollow {
  const [follow, setFollow] = useState(initial);
  const [words, setWords] = useState<FollowRequest>({ label: initial?.label ?? "", note: initial?.note ?? "" });
  const [news, setNews] = useState("");
  const submission = useSubmission<FollowRequest | null>(async (given) => {
    setNews("");
    if (given === null) {
      await unfollowWallet(wallet);
      setFollow(null);
      setWords({ label: "", note: "" });
      setNews("You no longer follow this wallet.");
      return;
    }
    setFollow(await followWallet(wallet, { label: given.label.trim(), note: given.note.trim() }));
    setNews(follow === null ? "You follow this wallet." : "Saved.");
  });
  const change = (changes: Partial<FollowRequest>) => {
    setWords({ ...words, ...changes });
  };
  return { follow, words, change, news, submission };
}
