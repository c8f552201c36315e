// The questions of the game day. The same ones are asked during a fault and after it.
import { randomUUID } from "node:crypto";
import type { PortfolioDto } from "@/lib/contracts/portfolio";
import type { WithdrawalDto } from "@/lib/contracts/withdrawals";
import { callProxy } from "../support/cognito-calls";
import type { RawAnswer } from "../support/raw-answer";
import { accepted, confirm, jsonOf, openGrant } from "../support/withdrawal-calls";
import type { ColumnStage, Prepared } from "./column-stage";
import { wordOf, wordOfCognito } from "./words";

const worst = (words: readonly string[], good: string): string => words.find((word) => word !== good) ?? good;

/** The portfolio on every process, its page, and two reads more. */
export async function askReads({ client }: ColumnStage): Promise<string> {
  const answers = await Promise.all([
    ...client.app.ports.map((_, process) => client.call("GET", "/api/portfolio", { process })),
    client.open("/portfolio"),
    client.call("GET", "/api/activity"),
    client.call("GET", "/api/sessions"),
  ]);
  return worst(
    answers.map((answer) => wordOf(answer, "answered")),
    "answered",
  );
}

/** Whether the portfolio has a total. Amounts are there in any case. */
export async function askPrices({ client }: ColumnStage): Promise<string> {
  const answer = await client.call("GET", "/api/portfolio");
  if (answer.status !== 200) return "not asked";
  const { total, positions } = jsonOf<PortfolioDto>(answer);
  if (positions.length === 0) return "amounts are missing";
  return total === null ? "absent" : "shown";
}

export async function askRenewal({ client }: ColumnStage): Promise<string> {
  return wordOf(await client.call("POST", "/api/auth/refresh", { json: {} }), "renewed");
}

/** The first step of a sign-in in another browser. */
export async function askSignIn({ client, harness, trader }: ColumnStage): Promise<string> {
  const other = client.copy();
  for (const name of other.jar.names()) other.jar.drop(name);
  const fields = {
    ClientId: harness.facts.clientId,
    AuthFlow: "USER_SRP_AUTH",
    AuthParameters: { USERNAME: trader.person.email, SRP_A: "ab".repeat(384) },
  };
  return wordOfCognito(await callProxy(other, "InitiateAuth", fields), "begun");
}

export async function askGrant({ client }: ColumnStage, { untouched }: Prepared): Promise<string> {
  return wordOf(await openGrant(client, "withdrawal", untouched.id), "opened");
}

/** Confirms what is proven. A grant that was used for this very withdrawal says that it is approved already. */
export async function askApproval({ client }: ColumnStage, { proven }: Prepared): Promise<string> {
  const answer = await confirm(client, proven.withdrawal.id, proven.grant.grantId);
  if (answer.status === 409 && (await isApproved(client.call("GET", `/api/withdrawals/${proven.withdrawal.id}`)))) return "approved";
  return wordOf(answer, "approved");
}

const isApproved = async (asked: Promise<RawAnswer>): Promise<boolean> => {
  const answer = await asked;
  return answer.status === 200 && ["approved", "waiting", "submitted", "settled"].includes(jsonOf<WithdrawalDto>(answer).state);
};

/** How far a withdrawal is, asked of a process in health. */
export async function askState({ trader }: ColumnStage, { proven }: Prepared): Promise<string> {
  return accepted<WithdrawalDto>(await trader.client.call("GET", `/api/withdrawals/${proven.withdrawal.id}`)).state;
}

/** The names of what `/api/health/ready` calls down. */
export async function askDown({ client }: ColumnStage): Promise<readonly string[]> {
  // A process that cannot work lives all the same: whoever restarts it for that makes it worse.
  accepted(await client.call("GET", "/api/health"));
  const { dependencies } = jsonOf<{ dependencies: Record<string, string> }>(await client.call("GET", "/api/health/ready"));
  return Object.entries(dependencies).flatMap(([name, state]) => (state === "down" ? [name] : []));
}

/** Does something of which the trader is told by mail. */
export async function causeMail({ client }: ColumnStage): Promise<void> {
  accepted(await client.call("PUT", "/api/account/phrase", { json: { phrase: `game day ${randomUUID().slice(0, 8)}` } }));
}

/** How many of these mails have reached the trader. */
export async function countMails({ harness, trader }: ColumnStage): Promise<number> {
  const all = await harness.control.notices(trader.person.email);
  return all.filter(({ subject }) => /words in our mail/i.test(subject)).length;
}
