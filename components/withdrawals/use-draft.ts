"use client";

import { useRouter } from "next/navigation";
import { useCallback, useRef, useState } from "react";
import { useKeptDraft } from "@/lib/client/use-kept-draft";
import { useSubmission, type Submission } from "@/lib/client/use-submission";
import { prepareWithdrawal } from "@/lib/client/withdrawals";
import type { AddressDto } from "@/lib/contracts/addresses";
import type { WithdrawableDto, WithdrawalRequest } from "@/lib/contracts/withdrawals";
import { keyOfAsset } from "./judge-draft";

/** What is typed, as it is typed. */
export interface Draft {
  readonly assetKey: string;
  readonly amount: string;
  readonly addressId: string;
  readonly memo: string;
}

interface DraftState {
  readonly draft: Draft;
  readonly asset: WithdrawableDto | undefined;
  readonly address: AddressDto | undefined;
  readonly change: (change: Partial<Draft>) => void;
  readonly submission: Submission<WithdrawalRequest>;
  readonly submit: () => void;
}

/** The form of a new withdrawal. One filled form is one withdrawal, however often it is sent: a changed value makes it another. */
export function useDraft(assets: readonly WithdrawableDto[], addresses: readonly AddressDto[]): DraftState {
  const router = useRouter();
  const usable = addresses.filter(({ state }) => state === "usable");
  const [draft, setDraft] = useState<Draft>({
    assetKey: "",
    amount: "",
    addressId: usable.length === 1 ? (usable[0]?.id ?? "") : "",
    memo: "",
  });
  const restore = useCallback((fields: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...fields }));
  }, []);
  const kept = useKeptDraft("withdrawal", restore);
  const idempotencyKey = useRef<string | null>(null);
  const submission = useSubmission<WithdrawalRequest>(async (request) => {
    idempotencyKey.current ??= crypto.randomUUID();
    const { id } = await prepareWithdrawal(request, idempotencyKey.current);
    kept.drop();
    router.push(`/withdrawals/${encodeURIComponent(id)}`);
    // The form stays in its working state until the next page is there.
    return new Promise<never>(() => undefined);
  });
  const asset = assets.find((one) => keyOfAsset(one, assets) === draft.assetKey);
  const address = addresses.find(({ id }) => id === draft.addressId);
  return {
    draft,
    asset,
    address,
    change: (change) => {
      idempotencyKey.current = null;
      const next = { ...draft, ...change };
      setDraft(next);
      kept.keep({ ...next });
    },
    submission,
    submit: () => {
      if (asset === undefined) return;
      const memo = draft.memo.trim();
      const request = { asset: asset.asset, network: asset.network, amount: draft.amount.trim(), addressId: draft.addressId };
      submission.submit(memo === "" ? request : { ...request, memo });
    },
  };
}
