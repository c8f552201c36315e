// Fires the gate-bypass corpus as one persona at one process and judges every answer. Two builds are attacked by the same run.
import { headerOf, type RawAnswer } from "../support/raw-answer";
import { canaryIn } from "../support/canaries";
import { faultOf } from "../support/answer-faults";
import { inParallel, sendRaw } from "../support/send-raw";
import type { Persona } from "../support/personas";
import { ROUTE_MANIFEST } from "@/lib/contracts/route-manifest";
import { countsByFamily, gateBypassCorpus } from "./corpus/gate-bypass-corpus";
import { aimed, type Shot } from "./corpus/shot";

const PARALLEL = 8;
/** Members that only trader's answers have; the right to see them is what the corpus tries to steal. */
const TRADER_MEMBERS = /"(positions|entries|sessions|shells|costBasis)"\s*:/;

export interface Volley {
  readonly sent: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly families: Readonly<Record<string, number>>;
  /** One line per answer that was wrong. */
  readonly faults: readonly string[];
  /** How many answers showed a trader's data. */
  readonly leaks: number;
}

const pagesAndApis = {
  pages: ROUTE_MANIFEST.filter(({ kind, audience }) => kind === "page" && audience === "trader").map(({ path }) => path),
  apis: ROUTE_MANIFEST.filter(
    ({ kind, audience, methods, path }) => kind === "handler" && audience === "trader" && methods.includes("GET") && !path.includes("["),
  ).map(({ path }) => path),
};

/** Every shot at one port. Answers what came back in numbers, and what was wrong in words. */
export async function fireCorpus(port: number, origin: string, persona: Persona, canaries: readonly string[]): Promise<Volley> {
  const corpus = gateBypassCorpus({ ...pagesAndApis, publicPage: "/sign-in", publicApi: "/api/health", origin });
  const answers = await inParallel(corpus, PARALLEL, (shot) => sendRaw(port, aimed(shot, origin, persona.cookies)).catch(unanswered));
  const judged = answers.map((answer, index) => ({ answer, shot: corpus[index] as Shot, leak: leakIn(answer, canaries) }));
  const statuses: Record<string, number> = {};
  for (const { status } of answers) statuses[String(status)] = (statuses[String(status)] ?? 0) + 1;
  const faults = judged.flatMap(({ answer, shot, leak }) => {
    const fault = leak ?? faultOf(answer) ?? opennessFault(shot, answer);
    return fault === null
      ? []
      : [
          `${persona.name}: ${shot.family}: ${shot.method} ${shot.target} ${JSON.stringify(shot.headers)} → ${String(answer.status)} ${headerOf(answer, "location") ?? ""} ${fault}`,
        ];
  });
  return {
    sent: corpus.length,
    statuses,
    families: countsByFamily(corpus),
    faults,
    leaks: judged.filter(({ leak }) => leak !== null).length,
  };
}

function leakIn(answer: RawAnswer, canaries: readonly string[]): string | null {
  const canary = canaryIn(answer, canaries);
  if (canary !== null) return `shows ${canary.slice(0, 40)}`;
  return answer.status === 200 && TRADER_MEMBERS.test(answer.text) ? "shows a trader's members" : null;
}

const PUBLIC = new Set(ROUTE_MANIFEST.filter(({ audience }) => audience === "public").map(({ path }) => path));

/** A success anywhere but at an address that the manifest calls public, whatever it shows. */
function opennessFault({ target }: Shot, { status }: RawAnswer): string | null {
  return status < 200 || status >= 300 || PUBLIC.has(target.split("?", 1)[0] ?? "") ? null : "answers a stranger";
}

const unanswered = (error: unknown): RawAnswer => ({ status: 599, headers: [], text: String(error) });
