// What people do on an ordinary day and no attacker does: they mistype, forget, come back late and sign up. All of it succeeds in the end.
import { callProxy } from "../support/cognito-calls";
import { COOKIE } from "../support/cookie-names";
import { signIn, signUp } from "../support/trader";
import type { Attacked, Resident } from "./attack";
import { guessPassword } from "./guess-password";
import { callerAt } from "./networks";

/** One act of somebody; answers them as they are afterwards. */
export type OrdinaryAct = (attacked: Attacked, who: Resident) => Promise<Resident>;

const MISTYPED = "not quite my phrase 1";

/** The browser has lost its session and is still the one that the account knows. */
function leave({ client }: Resident): void {
  client.jar.drop(COOKIE.access);
  client.jar.drop(COOKIE.refresh);
}

async function comeIn(attacked: Attacked, who: Resident): Promise<Resident> {
  await signIn(who.client, attacked.pool, attacked.control, who.person);
  return who;
}

const signsInAgain: OrdinaryAct = async (attacked, who) => {
  leave(who);
  return comeIn(attacked, who);
};

const mistypesPassword: OrdinaryAct = async (attacked, who) => {
  leave(who);
  for (let typed = 0; typed < 2; typed += 1) await guessPassword(attacked, who.client, who.person.email, MISTYPED);
  // A browser that is known is locked for moments only.
  await attacked.control.advanceClock(10);
  return comeIn(attacked, who);
};

const forgetsPassword: OrdinaryAct = async (attacked, who) => {
  leave(who);
  const { pool, control } = attacked;
  await guessPassword(attacked, who.client, who.person.email, MISTYPED);
  const base = { ClientId: pool.clientId, Username: who.person.email };
  await callProxy(who.client, "ForgotPassword", base);
  const password = `${who.person.password}-anew`;
  const ConfirmationCode = await control.mailedCode(who.person.email);
  const reset = await callProxy(who.client, "ConfirmForgotPassword", { ...base, ConfirmationCode, Password: password });
  if (!reset.ok) throw new Error(`An ordinary reset was refused: ${reset.answer.text}`);
  return comeIn(attacked, { ...who, person: { ...who.person, password } });
};

/** The page was left open, and its token has run out by now. */
const comesBackLate: OrdinaryAct = async (attacked, who) => {
  await attacked.control.advanceClock(400);
  for (let polls = 0; polls < 3; polls += 1) await who.client.call("GET", "/api/portfolio");
  return signsInAgain(attacked, who);
};

/** A friend hears of it and signs up, in the same room. */
const bringsAFriend: OrdinaryAct = async (attacked, who) => {
  const friend = callerAt(attacked, who.client.from.split(".").slice(0, 2).join("."), Number(who.client.from.split(".")[2]));
  await signUp(friend, attacked.pool, attacked.control);
  return who;
};

/** Everything that is ordinary, in turn. */
export const ORDINARY_ACTS: readonly OrdinaryAct[] = [signsInAgain, mistypesPassword, comesBackLate, forgetsPassword, bringsAFriend];
