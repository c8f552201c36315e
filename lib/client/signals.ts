// Signals of the signed-in trader, one function per call.
import type {
  BacktestDto,
  NewWebhookDto,
  SignalEventsDto,
  SignalRuleDto,
  SignalRuleRequest,
  WebhookDto,
  WebhooksDto,
} from "@/lib/contracts/signals";
import { BACKGROUND } from "./background";
import { fetchJson } from "./fetch-json";

/** The newest signals of a filter, asked by the page itself. `query` is what follows the question mark. */
export async function watchSignals(query: string): Promise<SignalEventsDto> {
  return (await fetchJson(`/api/signals/events?${query}`, { headers: BACKGROUND })) as SignalEventsDto;
}

/** A page of signals. */
export async function readSignals(query: string): Promise<SignalEventsDto> {
  return (await fetchJson(`/api/signals/events?${query}`)) as SignalEventsDto;
}

/** Marks these as read, or all (null). */
export async function markSignalsRead(ids: readonly string[] | null): Promise<void> {
  await fetchJson("/api/signals/events/read", { method: "POST", body: { ids } });
}

/** Stores a new rule, which is on at once. */
export async function addSignalRule(request: SignalRuleRequest): Promise<SignalRuleDto> {
  return (await fetchJson("/api/signals/rules", { method: "POST", body: request })) as SignalRuleDto;
}

/** Writes a rule anew. */
export async function changeSignalRule(id: string, request: SignalRuleRequest): Promise<SignalRuleDto> {
  return (await fetchJson(`/api/signals/rules/${encodeURIComponent(id)}`, { method: "PUT", body: request })) as SignalRuleDto;
}

/** Turns a rule on or off. */
export async function switchSignalRule(id: string, isOn: boolean): Promise<SignalRuleDto> {
  return (await fetchJson(`/api/signals/rules/${encodeURIComponent(id)}`, { method: "PATCH", body: { isOn } })) as SignalRuleDto;
}

/** Removes a rule. */
export async function removeSignalRule(id: string): Promise<void> {
  await fetchJson(`/api/signals/rules/${encodeURIComponent(id)}`, { method: "DELETE" });
}

/** Plays a rule over the past; nothing is stored. */
export async function backtestRule(rule: SignalRuleRequest["rule"]): Promise<BacktestDto> {
  return (await fetchJson("/api/signals/backtest", { method: "POST", body: { rule } })) as BacktestDto;
}

/** The endpoints that signals are sent to, asked by the page itself. */
export async function watchWebhooks(): Promise<WebhooksDto> {
  return (await fetchJson("/api/signals/webhooks", { headers: BACKGROUND })) as WebhooksDto;
}

/** Stores an endpoint; the answer holds its secret, and no other ever does. */
export async function addWebhook(url: string): Promise<NewWebhookDto> {
  return (await fetchJson("/api/signals/webhooks", { method: "POST", body: { url } })) as NewWebhookDto;
}

/** Has a test sent. */
export async function testWebhook(id: string): Promise<WebhookDto> {
  return (await fetchJson(`/api/signals/webhooks/${encodeURIComponent(id)}/test`, { method: "POST", body: {} })) as WebhookDto;
}

/** Removes an endpoint. */
export async function removeWebhook(id: string): Promise<void> {
  await fetchJson(`/api/signals/webhooks/${encodeURIComponent(id)}`, { method: "DELETE" });
}
