// Which real pool the live journeys go to. It is read here and nowhere else; the names are the product's own where the product has one.

/** A pool somewhere else. The client's secret stays in the product's environment and in the one proof that is made at the pool itself. */
export interface LiveSettings {
  readonly region: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Another endpoint than AWS's own; null is AWS. */
  readonly endpoint: string | null;
  /** A program that prints the newest code mailed to the address that it is given as its last argument. */
  readonly codeCommand: string;
  /** Mailboxes are made up at this domain, and the pool's mail to them must arrive where `codeCommand` looks. */
  readonly mailDomain: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The settings; throws with one sentence that names what is missing. */
export function readLiveSettings(environment: Environment = process.env): LiveSettings {
  const given = (name: string): string => {
    const value = environment[name];
    if (value === undefined || value === "") throw new Error(`${name} is not set; docs/live-pool.md says what a live run needs.`);
    return value;
  };
  if (environment["E2E_POOL"] !== "live") throw new Error("E2E_POOL=live says that a pool of yours may be written to; it is not set.");
  return {
    region: given("COGNITO_REGION"),
    userPoolId: given("COGNITO_USER_POOL_ID"),
    clientId: given("COGNITO_CLIENT_ID"),
    clientSecret: given("COGNITO_CLIENT_SECRET"),
    endpoint: environment["COGNITO_ENDPOINT"] || null,
    codeCommand: given("E2E_CODE_COMMAND"),
    mailDomain: given("E2E_MAIL_DOMAIN"),
  };
}
