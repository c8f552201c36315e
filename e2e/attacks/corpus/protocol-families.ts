// Methods, request lines, upgrades, Server Action posts and cookies that only look like ours.
import { each, type Family, shot } from "./shot";

const FORM = "application/x-www-form-urlencoded";

/** Methods a guard may not have thought of, and the ways to call one method by another's name. */
const methods: Family = ({ pages, apis }) => {
  const words = [
    "HEAD",
    "OPTIONS",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "TRACE",
    "PROPFIND",
    "QUERY",
    "SEARCH",
    "get",
    "Get",
    "GET2",
    "CONNECT",
  ];
  const overrides = [
    ["X-HTTP-Method-Override", "GET"],
    ["X-HTTP-Method", "GET"],
    ["X-Method-Override", "GET"],
  ] as const;
  return [
    ...each([...pages, ...apis], words, (path, method) =>
      shot("method", path, { method, headers: method === "HEAD" ? [] : [["Content-Length", "0"]] }),
    ),
    ...each([...pages.slice(1, 2), ...apis], overrides, (path, header) =>
      shot("method override", path, { method: "POST", headers: [header, ["Content-Length", "0"]] }),
    ),
    ...apis.map((path) =>
      shot("method override", `${path}?_method=GET`, { method: "POST", headers: [["Content-Type", FORM]], body: "_method=GET" }),
    ),
  ];
};

/** Absolute, authority and asterisk forms of the request line (RFC 9112 section 3.2). */
const requestLines: Family = ({ pages, apis, origin }) => {
  const host = new URL(origin).host;
  const bases = [
    origin,
    `http://${host}.`,
    "http://evil.example",
    "https://evil.example",
    `http://evil.example@${host}`,
    `http://${host}@evil.example`,
    `//${host}`,
    "//evil.example",
    "http:",
    "http:/",
    "file://",
    "ftp://evil.example",
  ];
  return [
    ...each(bases, [pages[1] ?? "/portfolio", ...apis.slice(0, 1)], (base, path) => shot("absolute form", `${base}${path}`)),
    shot("absolute form", "*"),
    shot("absolute form", "*", { method: "OPTIONS" }),
    shot("absolute form", host),
    shot("absolute form", host, { method: "CONNECT" }),
    shot("absolute form", "http://169.254.169.254/latest/meta-data/", {
      headers: [
        ["Upgrade", "websocket"],
        ["Connection", "Upgrade"],
      ],
    }),
  ];
};

/** Upgrades, which some servers hand to another handler altogether. */
const upgrades: Family = ({ pages, apis }) =>
  each([...pages.slice(1, 2), ...apis.slice(0, 1), "/_next/webpack-hmr", "/_next/hmr"], ["websocket", "h2c", "TLS/1.0"], (path, protocol) =>
    shot("upgrade", path, {
      headers: [
        ["Upgrade", protocol],
        ["Connection", "Upgrade"],
        ["Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="],
        ["Sec-WebSocket-Version", "13"],
      ],
    }),
  );

/** Server Action posts: the product has none, and a page must not become a handler. */
const actions: Family = ({ pages, publicPage }) => {
  const ids = ["0".repeat(40), "7f".repeat(21), "x", "$ACTION_ID_00", "__proto__"];
  const bodies = [
    ["text/plain;charset=UTF-8", "[]"],
    ["application/json", '{"then":"$1:__proto__:then"}'],
    ["multipart/form-data; boundary=b", '--b\r\nContent-Disposition: form-data; name="1_$ACTION_ID_x"\r\n\r\n\r\n--b--\r\n'],
    [FORM, "%24ACTION_ID_x="],
  ] as const;
  return each(
    each([...pages, publicPage], ids, (path, id) => ({ path, id })),
    bodies,
    ({ path, id }, [type, body]) =>
      shot("server action", path, {
        method: "POST",
        headers: [
          ["Next-Action", id],
          ["Content-Type", type],
        ],
        body,
      }),
  );
};

/** A token without a signature, as the page's own shells are. */
const SHELL = `${Buffer.from('{"alg":"none","typ":"shell"}').toString("base64url")}.${Buffer.from('{"sub":"00000000-0000-4000-8000-000000000000","token_use":"access","exp":4102444800,"iat":1}').toString("base64url")}.shell`;

/** Cookies that a lax parser would take for ours, and other people's bypass cookies. */
const cookies: Family = ({ pages, apis }) => {
  const headers = [
    `__Host-hf_at=${SHELL}`,
    "__Host-hf_at=",
    "__Host-hf_at",
    "__Host-hf_at=null",
    "__Host-hf_at=undefined",
    "__Host-hf_at=[object Object]",
    `__Host-hf_at="${SHELL}"`,
    `__host-hf_at=${SHELL}`,
    `__HOST-HF_AT=${SHELL}`,
    `hf_at=${SHELL}`,
    `__Secure-hf_at=${SHELL}`,
    `__Host-hf_at =${SHELL}`,
    `\u00a0__Host-hf_at=${SHELL}`,
    `\u2000__Host-hf_at=${SHELL}`,
    `x="; __Host-hf_at=${SHELL}`,
    `__Host-hf_at=a; __Host-hf_at=${SHELL}`,
    `__Host-hf_at=${SHELL}, __Host-hf_at=${SHELL}`,
    `__Host-hf_at=a.b.c`,
    `__Host-hf_at=..`,
    `__Host-hf_at=${"a".repeat(5000)}`,
    `__Host-hf_at=%00`,
    `__Host-hf_pre=${SHELL}`,
    `__Secure-hf_rt=${SHELL}`,
    "__prerender_bypass=1; __next_preview_data=1",
    "$Version=1; __Host-hf_at=x",
    `CognitoIdentityServiceProvider.x.LastAuthUser=y; CognitoIdentityServiceProvider.x.y.accessToken=${SHELL}`,
  ];
  return each([...pages.slice(1, 2), ...apis], headers, (path, value) =>
    shot("cookie look-alike", path, { headers: [["Cookie", Buffer.from(value, "utf8").toString("latin1")]] }),
  );
};

export const PROTOCOL_FAMILIES: readonly Family[] = [methods, requestLines, upgrades, actions, cookies];
