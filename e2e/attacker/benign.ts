// No attack: people of an office and at home mistype, forget, come back late and sign up. It raises nothing.
import type { Attack } from "./attack";
import { ORDINARY_ACTS } from "./ordinary-acts";
import { settleResidents } from "./settle-residents";

const PEOPLE = 6;
/** Every so manieth sits in the one office. */
const IN_OFFICE_EVERY = 2;

export const BENIGN: Attack = {
  name: "benign",
  does: "no attack: six people mistype, forget a password, come back late and bring friends",
  raises: null,
  prepare: (attacked) => settleResidents(attacked, PEOPLE),
  strike: async (attacked, from, residents) => {
    for (const [index, resident] of residents.entries()) {
      if (index % IN_OFFICE_EVERY === 0) resident.client.from = `${from}.1.${String(index + 1)}`;
      let who = resident;
      for (let turn = 0; turn < 2; turn += 1) who = (await ORDINARY_ACTS[(index + turn) % ORDINARY_ACTS.length]?.(attacked, who)) ?? who;
    }
    attacked.say(`${String(residents.length)} people did two ordinary things each.`);
  },
};
