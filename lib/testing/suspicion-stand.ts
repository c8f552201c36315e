// Unusual sign-ins as unmodified Amplify makes them: a browser that may be new, two traders, wrong passwords of strangers, and the codes that were mailed.
import { confirmSignIn, signIn, signOut, type SignInOutput } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { SIGN_IN_RISK } from "@/lib/policy/sign-in-risk";
import { services } from "@/lib/server/services";
import { openAmplifyBrowser } from "./amplify-browser";
import type { TestBrowser } from "./browser-fetch";
import { openProxyStage, type ProxyStage } from "./proxy-stage";
import { guessWrongly, nameOf, strangerAt } from "./raw-guesses";
import { factsOf } from "./recovery-acts";
import type { SeededTrader } from "./start-user-pool";
import { suspicionCodes } from "./unusual-sign-in";

/** Amplify's name of the extra step. */
export const SUSPICION_STEP = "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE";
const COUNTED = ["sign_in_attempts", "sign_in_failures", "suspicion_codes", "sign_in_passes", "rate_windows"] as const;

type Step = SignInOutput["nextStep"];
type CognitoRoute = { POST(request: Request, context: { params: Promise<Record<string, never>> }): Promise<Response> };

/** A stand whose members are those of the test that runs. */
export interface SuspicionStand {
  readonly stage: ProxyStage;
  /** A test that changes her password says so here. */
  ana: SeededTrader;
  readonly ben: SeededTrader;
  /** The browser that Amplify runs in; a test may go back to an earlier one. */
  browser: TestBrowser;
  newBrowser(): TestBrowser;
  byPassword(who: SeededTrader): Promise<SignInOutput>;
  answer(challengeResponse: string): ReturnType<typeof confirmSignIn>;
  stateOf(step: Step): string;
  /** Wrong passwords of a stranger. */
  guess(who: Pick<SeededTrader, "email">, times?: number): Promise<void>;
  mailedCodes(who: SeededTrader): Promise<string[]>;
  newestCode(who: SeededTrader): Promise<string>;
  /** A new browser after wrong passwords, at the extra step. */
  atStep(who: SeededTrader): Promise<Step>;
}

/** Registers the hooks of a test file, which brings the door's route, and answers its stand. Each test begins with no counts and a new browser. */
export function useSuspicionStand(loadRoute: () => Promise<CognitoRoute>): SuspicionStand {
  const made = {} as { stage: ProxyStage; browser: TestBrowser; ana: SeededTrader };
  beforeAll(async () => {
    made.stage = await openProxyStage();
    made.ana = made.stage.traders.enrolled;
    const { POST } = await loadRoute();
    made.stage.route.serve((request) => POST(request, { params: Promise.resolve({}) }));
  });
  afterAll(async () => {
    await services().database.close();
    await made.stage.close();
  });
  const newBrowser = (): TestBrowser => (made.browser = openAmplifyBrowser(made.stage));
  beforeEach(async () => {
    await services().database.asService(async (tx) => {
      for (const table of COUNTED) await tx.query(`DELETE FROM holdfast.${table}`);
    });
    await made.stage.advance(1_000);
    newBrowser();
  });
  afterEach(() => signOut().catch(() => undefined));

  const byPassword = ({ email: username, password }: SeededTrader): Promise<SignInOutput> =>
    signIn({ username, password, options: { authFlowType: "USER_SRP_AUTH" } });
  const guess = async (who: Pick<SeededTrader, "email">, times: number = SIGN_IN_RISK.failures): Promise<void> => {
    for (let count = 0; count < times; count += 1)
      expect(nameOf(await guessWrongly(strangerAt(made.stage), who.email))).toBe("NotAuthorizedException");
    made.stage.useBrowser(made.browser);
  };
  const mailedCodes = (who: SeededTrader): Promise<string[]> => suspicionCodes(made.stage, who);
  return {
    ...{ newBrowser, byPassword, guess, mailedCodes },
    answer: (challengeResponse) => confirmSignIn({ challengeResponse }),
    stateOf: (step) => factsOf(step)["state"] ?? "",
    newestCode: async (who) => (await mailedCodes(who)).at(-1) ?? "",
    atStep: async (who) => {
      await guess(who);
      const { nextStep } = await byPassword(who);
      expect(nextStep.signInStep).toBe(SUSPICION_STEP);
      return nextStep;
    },
    get stage() {
      return made.stage;
    },
    get ana() {
      return made.ana;
    },
    set ana(ana) {
      made.ana = ana;
    },
    get ben() {
      return made.stage.traders.second;
    },
    get browser() {
      return made.browser;
    },
    set browser(browser) {
      made.browser = browser;
    },
  };
}
