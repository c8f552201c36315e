// Where a trader can stand, and the screens on which that is seen. The ways between are in auth-graph.ts.
import type { State } from "./graph-shapes";

const state = (area: State["area"], title: string, ...screens: readonly string[]): State => ({ area, title, screens });

export const STATES = {
  signed_out: state("signed out", "Signed out", "/sign-in", "/"),
  signing_up: state("signed out", "Signing up", "/sign-up"),
  email_unconfirmed: state("signed out", "Email not confirmed", "/sign-up"),
  code_asked: state("signed out", "Code asked", "/sign-in"),
  setup_asked: state("signed out", "First factor asked", "/sign-in"),
  locked: state("signed out", "Paused for a time", "/sign-in"),
  switched_off: state("signed out", "Account switched off", "/sign-in"),
  out_of_reach: state("signed out", "A part is away", "/sign-in"),
  menu: state("coming back", "Ways back", "/recover"),
  reset_asked: state("coming back", "Reset code mailed", "/recover/password"),
  proving: state("coming back", "Password proven, second factor missing", "/recover/codes"),
  mail_asked: state("coming back", "Recovery code mailed", "/recover/wait"),
  waiting: state("coming back", "Recovery waits 72 hours", "/recover/wait"),
  cancelling: state("coming back", "Asked to cancel a recovery", "/recover/cancel"),
  disputed: state("coming back", "Recovery in dispute", "/recover/wait"),
  desk: state("coming back", "With the support desk", "/recover"),
  freezing: state("coming back", "Asked to freeze", "/freeze"),
  session: state("signed in", "Signed in", "/portfolio", "/activity", "/withdrawals", "/orders", "/orders/new", "/addresses", "/security"),
  held: state("signed in", "Signed in, withdrawals wait", "/withdrawals/new"),
  limited: state("signed in", "Signed in, withdrawals and changes wait", "/security", "/security/new-factor"),
  look_only: state("signed in", "Signed in to look", "/portfolio"),
  ending: state("signed in", "About to be signed out", "/portfolio"),
  stale: state("signed in", "Token to be renewed", "/portfolio"),
  frozen: state("signed in", "Frozen", "/security"),
  thawing: state("signed in", "Frozen, unfreezing waits", "/security"),
  passkeys_only: state("signed in", "Signed in, passkeys only", "/security"),
  prepared: state("approving", "Terms written, proof asked", "/withdrawals/[id]", "/orders/[id]", "/addresses", "/security"),
  proven: state("approving", "Proven for 120 seconds", "/withdrawals/[id]", "/orders/[id]", "/security"),
  moved: state("approving", "Money on its way", "/withdrawals/[id]", "/orders/[id]", "/withdrawals/[id]/receipt"),
  changed: state("approving", "Ways in changed", "/security"),
} as const satisfies Record<string, State>;

export type StateName = keyof typeof STATES;
