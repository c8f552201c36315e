// The choice of a session that may only look, at the server: it is the one who keeps to it.
import { fetchJson } from "./fetch-json";

/** Tells the server before a sign-in what its session shall be. It never changes a session that exists. */
export async function chooseLookingOnly(isLooking: boolean): Promise<void> {
  await fetchJson("/api/auth/view-only", { method: isLooking ? "POST" : "DELETE", body: {} });
}
