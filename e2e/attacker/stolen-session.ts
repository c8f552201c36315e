// Cookie theft: the access cookie of somebody who is signed in, on another machine in another network.
import type { Attack } from "./attack";
import { settleResidents } from "./settle-residents";

export const STOLEN_SESSION: Attack = {
  name: "stolen-session",
  does: "somebody's access cookie used on another machine",
  raises: { signal: "unexpected_change", probe: "session_theft", subject: "account" },
  prepare: (attacked) => settleResidents(attacked, 1),
  strike: async (attacked, from, residents) => {
    for (const { client } of residents) {
      const thief = client.copy({ userAgent: "curl/8.16.0", from: `${from}.1.7` });
      const answer = await thief.call("GET", "/api/portfolio");
      attacked.say(`The copied cookie's first request was answered ${String(answer.status)}.`);
    }
  },
};
