// No attack: people of an office and at home mistype, forget, come back late and sign up. It raises nothing.
import type { Attack, Attacked, Resident } from "./attack";
import { ORDINARY_ACTS } from "./ordinary-acts";
import { settleResidents } from "./settle-residents";

const PEOPLE = 6;
const HOUR_SECONDS = 3_600;
/** Every so manieth sits in the one office. */
const IN_OFFICE_EVERY = 2;

/** Puts half of the people into one office, each at a desk of their own. */
export function openOffice(residents: readonly Resident[], from: string): void {
  for (const [index, { client }] of residents.entries())
    if (index % IN_OFFICE_EVERY === 0) client.from = `${from}.1.${String((index % 250) + 1)}`;
}

/** Everybody does one ordinary thing, another one each turn; answers them as they are afterwards. */
export async function takeTurn(attacked: Attacked, residents: readonly Resident[], turn: number): Promise<Resident[]> {
  const after: Resident[] = [];
  for (const [index, who] of residents.entries()) {
    const act = ORDINARY_ACTS[(index + turn) % ORDINARY_ACTS.length];
    after.push(act === undefined ? who : await act(attacked, who));
  }
  return after;
}

/** A whole day of them: a busy quarter of an hour, then nothing until the next one. */
export async function liveADay(attacked: Attacked, from: string, residents: readonly Resident[], turns: number): Promise<void> {
  openOffice(residents, from);
  let people = [...residents];
  for (let turn = 0; turn < turns; turn += 1) {
    people = await takeTurn(attacked, people, turn);
    await attacked.control.advanceClock(Math.floor((24 * HOUR_SECONDS) / turns));
  }
}

export const BENIGN: Attack = {
  name: "benign",
  does: "no attack: six people mistype, forget a password, come back late and bring friends",
  raises: null,
  prepare: (attacked) => settleResidents(attacked, PEOPLE),
  strike: async (attacked, from, residents) => {
    openOffice(residents, from);
    await takeTurn(attacked, await takeTurn(attacked, residents, 0), 1);
    attacked.say(`${String(residents.length)} people did two ordinary things each.`);
  },
};
