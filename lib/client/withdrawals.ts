// Withdrawals of the signed-in trader, one function per call.
import type { WithdrawalDto, WithdrawalRequest } from "@/lib/contracts/withdrawals";
import { BACKGROUND } from "./background";
import { fetchJson } from "./fetch-json";

const pathOf = (id: string) => `/api/withdrawals/${encodeURIComponent(id)}` as const;

/** Stores the terms of a new withdrawal; nothing moves. The same key and request answer the same withdrawal again. */
export async function prepareWithdrawal(request: WithdrawalRequest, idempotencyKey: string): Promise<WithdrawalDto> {
  const headers = { "idempotency-key": idempotencyKey };
  return (await fetchJson("/api/withdrawals", { method: "POST", body: request, headers })) as WithdrawalDto;
}

/** How a withdrawal stands now, asked by the page itself. */
export async function watchWithdrawal(id: string): Promise<WithdrawalDto> {
  return (await fetchJson(pathOf(id), { headers: BACKGROUND })) as WithdrawalDto;
}

/** Uses the grant's proof up and has the withdrawal sent. */
export async function confirmWithdrawal(id: string, grantId: string): Promise<WithdrawalDto> {
  return (await fetchJson(`${pathOf(id)}/confirm`, { method: "POST", body: { grantId } })) as WithdrawalDto;
}

/** Takes a withdrawal back before it is sent; what was held is available again. */
export async function cancelWithdrawal(id: string): Promise<WithdrawalDto> {
  return (await fetchJson(`${pathOf(id)}/cancel`, { method: "POST", body: {} })) as WithdrawalDto;
}
