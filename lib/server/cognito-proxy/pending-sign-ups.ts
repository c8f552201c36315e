// Which random username an address stands for until it is confirmed. Addresses are kept as HMACs; an unknown one gets a stable
// made-up username, so that the pool simulates and nobody can tell the two apart.
import "server-only";
import { randomUUID } from "node:crypto";

import type { Database } from "@/lib/server/postgres/database";

import { keyedName, pseudonym } from "./derive-key";

const LIFE_SECONDS = 24 * 60 * 60;

/** Who asks: the normalised address and the browser's pre-auth cookie. */
export interface Newcomer {
  readonly email: string;
  readonly preAuth: string;
}

const emailKey = (email: string): Buffer => keyedName("pending-sign-up", email);
const browserKey = (preAuth: string): Buffer => keyedName("pending-sign-up-browser", preAuth);

/** Invents the username of a new sign-up and remembers it for 24 h. Remembering comes first, so that no sent code is ever without its name. */
export async function rememberSignUp(database: Database, newcomer: Newcomer, nowSeconds: number): Promise<string> {
  const username = randomUUID();
  await database.asService(async (tx) => {
    await tx.query("DELETE FROM holdfast.pending_sign_ups WHERE expires_at <= to_timestamp($1)", [nowSeconds]);
    await tx.query(
      `INSERT INTO holdfast.pending_sign_ups (email_key, username, browser_key, created_at, expires_at)
       VALUES ($1, $2, $3, to_timestamp($4), to_timestamp($5))`,
      [emailKey(newcomer.email), username, browserKey(newcomer.preAuth), nowSeconds, nowSeconds + LIFE_SECONDS],
    );
  });
  return username;
}

/** The username that an address stands for, and whether anybody really signed up with it. */
export interface StandIn {
  readonly username: string;
  readonly isPending: boolean;
}

/** The username an address stands for: this browser's sign-up before anybody else's, the newest first; made up when there is none. */
export async function usernameOf(database: Database, newcomer: Newcomer, nowSeconds: number): Promise<StandIn> {
  const [row] = await database.asService((tx) =>
    tx.query<{ username: string }>(
      `SELECT username FROM holdfast.pending_sign_ups WHERE email_key = $1 AND expires_at > to_timestamp($3)
       ORDER BY (browser_key = $2) DESC, created_at DESC, username LIMIT 1`,
      [emailKey(newcomer.email), browserKey(newcomer.preAuth), nowSeconds],
    ),
  );
  return row ? { username: row.username, isPending: true } : { username: pseudonym("unknown-username", newcomer.email), isPending: false };
}

/** Forgets one sign-up that the pool refused. */
export async function forgetSignUp(database: Database, email: string, username: string): Promise<void> {
  await database.asService((tx) =>
    tx.query("DELETE FROM holdfast.pending_sign_ups WHERE email_key = $1 AND username = $2", [emailKey(email), username]),
  );
}

/** Forgets every sign-up of an address once its owner has confirmed one: the others were never theirs. */
export async function forgetSignUps(database: Database, email: string): Promise<void> {
  await database.asService((tx) => tx.query("DELETE FROM holdfast.pending_sign_ups WHERE email_key = $1", [emailKey(email)]));
}
