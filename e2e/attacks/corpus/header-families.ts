// Headers that a framework, a proxy in front of it or a careless guard may obey instead of the request line.
import { ABSENT, each, type Family, shot } from "./shot";

type Header = readonly [string, string];
const five = (word: string): string => Array.from({ length: 5 }, () => word).join(":");

const subrequestValues = [
  "middleware",
  "src/middleware",
  "pages/_middleware",
  "src/pages/_middleware",
  five("middleware"),
  five("src/middleware"),
  "proxy",
  five("proxy"),
  five("src/proxy"),
  "middleware.ts",
  "1",
  "true",
  "",
];

/** CVE-2025-29927 and its relatives: the framework's own internal headers, sent from outside. */
const internalHeaders: Family = ({ pages, apis }) => {
  const inner: readonly Header[] = [
    ["x-middleware-subrequest-id", "0".repeat(16)],
    ["x-middleware-invoke", "1"],
    ["x-middleware-next", "1"],
    ["x-middleware-prefetch", "1"],
    ["x-middleware-skip", "1"],
    ["x-middleware-rewrite", "/portfolio"],
    ["x-middleware-override-headers", "cookie"],
    ["x-middleware-request-cookie", "__Host-hf_at=1"],
    ["x-middleware-set-cookie", "__Host-hf_at=1"],
    ["x-nextjs-data", "1"],
    ["x-nextjs-rewritten-path", "/portfolio"],
    ["x-nextjs-matched-path", "/sign-in"],
    ["x-matched-path", "/portfolio"],
    ["x-invoke-path", "/portfolio"],
    ["x-invoke-status", "200"],
    ["x-invoke-output", "/portfolio"],
    ["x-now-route-matches", "1=portfolio"],
    ["x-prerender-revalidate", "0".repeat(32)],
    ["x-prerender-revalidate-if-generated", "1"],
    ["next-resume", "1"],
    ["x-next-resume-state-length", "0"],
    ["x-next-cache-tags", "/portfolio"],
  ];
  return [
    ...each([...pages, ...apis], subrequestValues, (path, value) =>
      shot("x-middleware-subrequest", path, { headers: [["x-middleware-subrequest", value]] }),
    ),
    ...each([...pages.slice(1, 2), ...apis.slice(0, 1), "/sign-in"], inner, (path, header) =>
      shot("internal header", path, { headers: [header] }),
    ),
  ];
};

/** Prefetch and component requests, which some gates wave through because "they carry no page". */
const componentHeaders: Family = ({ pages, apis }) => {
  const sets: readonly (readonly Header[])[] = [
    [["RSC", "1"]],
    [
      ["RSC", "1"],
      ["Next-Router-Prefetch", "1"],
    ],
    [
      ["RSC", "1"],
      ["Next-Router-Prefetch", "2"],
    ],
    [
      ["RSC", "1"],
      ["Next-Router-Segment-Prefetch", "/_tree"],
    ],
    [
      ["RSC", "1"],
      ["Next-Router-Segment-Prefetch", "/_index"],
    ],
    [
      ["RSC", "1"],
      ["Next-Router-Segment-Prefetch", "/portfolio/__PAGE__"],
    ],
    [
      ["RSC", "1"],
      [
        "Next-Router-State-Tree",
        encodeURIComponent('["",{"children":["(trader)",{"children":["portfolio",{"children":["__PAGE__",{}]}]}]},null,null,true]'),
      ],
    ],
    [
      ["RSC", "1"],
      ["Next-Url", "/portfolio"],
    ],
    [
      ["RSC", "1"],
      ["Next-HMR-Refresh", "1"],
    ],
    [["Purpose", "prefetch"]],
    [["Sec-Purpose", "prefetch;prerender"]],
    [["Accept", "text/x-component"]],
    [["Accept", "application/json"]],
    [
      ["Accept", "image/avif,image/*"],
      ["Sec-Fetch-Dest", "image"],
    ],
    [
      ["Sec-Fetch-Mode", "navigate"],
      ["Sec-Fetch-Dest", "document"],
      ["Sec-Fetch-Site", "same-origin"],
    ],
  ];
  return each([...pages, ...apis], sets, (path, headers) => shot("component header", path, { headers }));
};

/** What a proxy in front might say of the request's true address or sender. */
const forwarded: Family = ({ pages, apis, publicPage, origin }) => {
  const page = pages[1] ?? "/portfolio";
  const host = new URL(origin).host;
  const claims: readonly Header[] = [
    ["X-Forwarded-Host", "evil.example"],
    ["X-Forwarded-Host", "127.0.0.1"],
    ["X-Forwarded-Proto", "https"],
    ["X-Forwarded-For", "127.0.0.1"],
    ["X-Forwarded-Prefix", "/sign-in"],
    ["X-Forwarded-Port", "443"],
    ["X-Real-IP", "127.0.0.1"],
    ["Forwarded", "for=127.0.0.1;host=evil.example;proto=https"],
    ["X-Client-Cert", "admin"],
    ["X-Forwarded-User", "trader@holdfast.test"],
    ["X-Remote-User", "trader@holdfast.test"],
    ["X-User-Id", "00000000-0000-4000-8000-000000000000"],
    ["X-Holdfast-Trader", "trader@holdfast.test"],
    ["X-Trader", '{"sub":"1"}'],
    ["Authorization", "Bearer null"],
    ["X-HTTP-Method-Override", "GET"],
    ["X-Nonce", "attacker"],
    ["Via", "1.1 evil.example"],
  ];
  const rewrites = ["X-Original-URL", "X-Rewrite-URL", "X-Forwarded-URI", "X-Original-Path", "X-Envoy-Original-Path", "X-Accel-Redirect"];
  const hosts = [
    "evil.example",
    "localhost",
    `${host}.`,
    `${host}:80`,
    `evil.example:${new URL(origin).port}`,
    `${host}@evil.example`,
    `${host}, evil.example`,
    "127.0.0.1",
    "[::1]",
    "",
    " ",
    ABSENT,
  ];
  return [
    ...each([page, ...apis], claims, (path, header) => shot("forwarded", path, { headers: [header] })),
    ...each(rewrites, [page, ...apis], (name, path) => shot("rewritten header", publicPage, { headers: [[name, path]] })),
    ...each(hosts, [page, ...apis.slice(0, 1)], (value, path) => shot("host", path, { headers: [["Host", value]] })),
    ...[page, ...apis].map((path) =>
      shot("host", path, {
        headers: [
          ["Host", host],
          ["Host", "evil.example"],
        ],
      }),
    ),
    ...[page, ...apis].map((path) =>
      shot("host", path, {
        headers: [
          ["Host", "evil.example"],
          ["Host", host],
        ],
      }),
    ),
  ];
};

/** Conditional and partial requests, which a cache or a static handler may answer before a guard does. */
const conditional: Family = ({ pages, apis }) => {
  const headers: readonly Header[] = [
    ["Range", "bytes=0-"],
    ["Range", "bytes=-100"],
    ["If-None-Match", "*"],
    ["If-None-Match", 'W/"1"'],
    ["If-Modified-Since", "Sat, 01 Jan 2050 00:00:00 GMT"],
    ["If-Match", "*"],
    ["Cache-Control", "only-if-cached"],
    ["Pragma", "akamai-x-get-true-cache-key"],
  ];
  return each([...pages.slice(1, 3), ...apis], headers, (path, header) => shot("conditional", path, { headers: [header] }));
};

export const HEADER_FAMILIES: readonly Family[] = [internalHeaders, componentHeaders, forwarded, conditional];
