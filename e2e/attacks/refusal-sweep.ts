// Shows one persona to every guarded page and API of every process and says where the answer is not the promised one.
import { ROUTE_MANIFEST } from "@/lib/contracts/route-manifest";
import type { AppAddress } from "../support/app-client";
import { concretePath } from "../support/concrete-path";
import { exceptionName, faultOf, problemCode } from "../support/answer-faults";
import type { Persona } from "../support/personas";
import { headerOf, type RawAnswer } from "../support/raw-answer";
import { inParallel, sendRaw } from "../support/send-raw";
import { speaksCognito } from "../support/speaks-cognito";

/** Where a refused page sends a person: to sign in, or to renew the session first. */
export type PageRefusal = "sign-in" | "refresh";

export interface Sweep {
  readonly asked: number;
  readonly faults: readonly string[];
}

/** Every trader's page and, method by method, every trader's API. */
const guarded = ROUTE_MANIFEST.filter(({ audience }) => audience === "trader").flatMap(({ path, kind, methods, accepts }) =>
  (methods.length === 0 ? (["GET"] as const) : methods).map((method) => ({
    kind,
    method,
    target: concretePath(path),
    type: accepts[0] ?? "application/json",
  })),
);

/** Asks everything guarded as the persona; the codes an API may answer are given, since an aged token and a false one differ. */
export async function sweepRefusals(
  app: AppAddress,
  persona: Persona,
  expected: { readonly codes: readonly string[]; readonly page: PageRefusal },
): Promise<Sweep> {
  const jobs = app.ports.flatMap((port) => guarded.map((route) => ({ port, ...route })));
  const faults = await inParallel(jobs, 6, async ({ port, kind, method, target, type }) => {
    const cookie = persona.cookies === null ? [] : ([["Cookie", persona.cookies]] as const);
    const own =
      method === "GET"
        ? []
        : ([
            ["Origin", app.origin],
            ["Sec-Fetch-Site", "same-origin"],
            ["Content-Type", type],
            ["Content-Length", "0"],
          ] as const);
    const answer = await sendRaw(port, {
      method,
      target,
      headers: [["Host", new URL(app.origin).host], ["Connection", "close"], ...cookie, ...own],
    });
    const fault =
      faultOf(answer) ??
      (kind === "page"
        ? pageFault(answer, expected.page)
        : speaksCognito(target)
          ? cognitoFault(answer, expected.codes)
          : apiFault(answer, expected.codes));
    return fault === null ? [] : [`${persona.name}: ${method} ${target} on ${String(port)}: ${fault}`];
  });
  return { asked: jobs.length, faults: faults.flat() };
}

function apiFault(answer: RawAnswer, codes: readonly string[]): string | null {
  const code = problemCode(answer);
  return answer.status === 401 && code !== null && codes.includes(code)
    ? null
    : `answered ${String(answer.status)} ${code ?? answer.text.slice(0, 120)}`;
}

const SESSION_REFUSALS = new Set(["SessionEndedException", "SessionStaleException", "RequestRefusedException"]);

/** The step-up's own sign-in: the first gate refuses as everywhere, the second one in Cognito's shape, so that Amplify can read it. */
function cognitoFault(answer: RawAnswer, codes: readonly string[]): string | null {
  const isRefused = [400, 401].includes(answer.status) && SESSION_REFUSALS.has(exceptionName(answer) ?? "");
  return isRefused ? null : apiFault(answer, codes);
}

function pageFault(answer: RawAnswer, page: PageRefusal): string | null {
  const location = headerOf(answer, "location");
  const wanted = page === "sign-in" ? /^\/sign-in(\?next=|$)/ : /^\/api\/auth\/refresh\?to=/;
  const isRedirect = [302, 303, 307].includes(answer.status) && location !== null && wanted.test(location);
  return isRedirect ? null : `answered ${String(answer.status)} to ${String(location)}`;
}
