// People who live at the product before anybody attacks it: each signs up, confirms, enrols and signs in, from a home of their own.
import { randomInt } from "node:crypto";
import { signIn, signUp } from "../support/trader";
import type { Attacked, Resident } from "./attack";
import { callerAt, freshNetworks } from "./networks";

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0";

/** Makes `count` of them, one after the other, and answers them signed in. */
export async function settleResidents(attacked: Attacked, count: number): Promise<Resident[]> {
  const { pool, control } = attacked;
  const homes = freshNetworks();
  const first = randomInt(256);
  const residents: Resident[] = [];
  for (let index = 0; index < count; index += 1) {
    const client = callerAt(attacked, homes, first + index);
    client.userAgent = BROWSER;
    const person = await signUp(client, pool, control);
    await signIn(client, pool, control, person);
    residents.push({ person, client });
  }
  attacked.say(`${String(count)} people have accounts and are signed in, each at home.`);
  return residents;
}
