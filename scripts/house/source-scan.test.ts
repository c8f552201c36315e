// What the sources of the product must not say, whatever a test of behaviour has not thought of. Each pattern is seen to fire on a planted line.
import { describe, expect, it } from "vitest";
import { productSources } from "./product-sources";

const SOURCES = productSources();
const saying = (pattern: RegExp, sources = SOURCES): readonly string[] =>
  sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

/** What is refused everywhere but in the named files, with a line that has to be caught. */
interface Ban {
  readonly name: string;
  readonly pattern: RegExp;
  readonly planted: string;
  /** The files that are judged; absent for all. */
  readonly within?: RegExp;
  readonly except?: readonly string[];
}

const BANS: readonly Ban[] = [
  {
    name: "no HTML is put together, but the one plain page that escapes its texts",
    pattern: /dangerouslySetInnerHTML|\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment|<!doctype html/,
    planted: "element.innerHTML = text",
    except: ["lib/contracts/plain-page.ts"],
  },
  {
    name: "no shell and no other program is started",
    pattern: /child_process|node:vm|worker_threads|process\.binding/,
    planted: 'import { exec } from "node:child_process"',
  },
  {
    name: "no text becomes code",
    pattern: /\beval\(|new Function\(|setTimeout\(\s*["'`]|import\((?!["'])/,
    planted: 'eval("1")',
  },
  {
    name: "no pattern is made of what somebody typed",
    pattern: /\bRegExp\(/,
    planted: "new RegExp(typed)",
    // Of the route manifest's own paths, and of a constant.
    except: ["lib/contracts/find-route.ts", "lib/recovery/recovery-code.ts"],
  },
  {
    name: "nobody listens to messages of other windows",
    pattern: /addEventListener\(\s*["']message["']|window\.onmessage|\bopener\b(?!-)|parent\.postMessage/,
    planted: 'window.addEventListener("message", take)',
  },
  {
    name: "no answer is wrapped into a call that a query names",
    pattern: /["']callback["']|jsonp/i,
    planted: 'searchParams.get("callback")',
  },
  {
    name: "no element is reached by its name on document or window",
    pattern:
      /\bdocument\.(?!hidden\b|body\b|title\b|cookie\b|activeElement\b|scrollingElement\b|documentElement\b|visibilityState\b|[a-zA-Z]+[<(])[a-z]\w*|document\[|window\[|document\.(forms|all|images)/,
    planted: "document.loginForm.submit",
    within: /^(app|components|lib\/client)\/|^planted$/,
  },
  {
    name: "chance comes from the machine's generator, and only a pause may be rolled",
    pattern: /Math\.random/,
    planted: "Math.random()",
    except: ["lib/client/trade-stream.ts"],
  },
  {
    name: "every line of the log begins with a literal, but where a kind is one of a closed list",
    pattern: /\blog\.(info|warn|error)\(\s*(?!["'])/,
    planted: "parts.log.info(text)",
    except: ["lib/server/cognito-proxy/record-outcomes.ts", "lib/server/session/lead-refresh.ts", "worker/create-round.ts"],
  },
];

describe("the sources of the product", () => {
  it("are many", () => {
    expect(SOURCES.length).toBeGreaterThan(400);
  });

  it.each(BANS)("say that $name", ({ pattern, planted, within, except }) => {
    const judged = SOURCES.filter(({ file }) => within?.test(file) ?? true);
    expect(saying(pattern, [...judged, { file: "planted", text: planted }])).toEqual([...(except ?? []), "planted"]);
  });

  it("name each place with calls of other hosts, and there are no more", () => {
    expect(saying(/(?<![\w.])fetch\(|[^\w](https?|net|tls)\.(request|connect)\(|= request\(|[ (]request\(\s*\{/)).toEqual([
      "infra/triggers/legacy-endpoint.ts",
      "lib/client/clock-drift.ts",
      "lib/client/fetch-response.ts",
      "lib/client/legacy-sign-in.ts",
      "lib/client/renew-session.ts",
      "lib/server/cognito/call-cognito.ts",
      "lib/server/telemetry/ping-chain.ts",
      "lib/server/tokens/fetch-key-set.ts",
      "worker/alerts/local-trail.ts",
      "worker/index/ingest-client.ts",
      "worker/index/machine-token.ts",
      "worker/webhooks/send-webhook.ts",
    ]);
  });

  it("follow no redirect on a call from the server, but to the test pool that a demo reads its trail from", () => {
    const callers = SOURCES.filter(({ file, text }) => /^(lib\/server|worker)\//.test(file) && /(?<![\w.])fetch\(/.test(text));
    expect(
      callers
        .filter(({ file, text }) => file !== "worker/alerts/local-trail.ts" && !/redirect: "error"/.test(text))
        .map(({ file }) => file),
    ).toEqual([]);
  });
});

describe("the forms of the product", () => {
  const fields = SOURCES.flatMap(({ file, text }) =>
    [...text.matchAll(/<(?:Field|input)\b(?:[^>]|=>)*?\/>/g)].map(([tag]) => ({ file, tag })),
  ).filter(({ tag }) => /(name|label)="[^"]*password"/i.test(tag));

  it("say that every field for a password is masked, may be pasted into, and tells password managers which one it is", () => {
    expect(fields.length).toBeGreaterThanOrEqual(5);
    const wrong = fields.filter(
      ({ tag }) =>
        !tag.includes('type="password"') || !/autoComplete="(current|new)-password"/.test(tag) || /onPaste|maxLength=\{(?!256\})/.test(tag),
    );
    expect(wrong).toEqual([]);
  });

  it("answer pages of their own with their charset: every page of its own says its charset", () => {
    expect(SOURCES.filter(({ text }) => /"text\/html(?!; charset=utf-8)/.test(text)).map(({ file }) => file)).toEqual([]);
  });
});
