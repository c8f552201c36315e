// Requests that are wrong in one thing each, for every route of the manifest: method, id, body, size, query, address.
import { type Method, type Route, ROUTE_MANIFEST } from "@/lib/contracts/route-manifest";
import type { AppClient } from "../../support/app-client";
import { concretePath } from "../../support/concrete-path";
import { chunked, type RawRequest } from "../../support/raw-request";
import { speaksCognito } from "../../support/speaks-cognito";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "QUERY"] as const;
const BAD_IDS = [
  "0",
  "-1",
  "1e9",
  "null",
  "undefined",
  "NaN",
  "%00",
  "%F0%9F%92%A9",
  "'%20OR%201=1--",
  "..%2f..",
  "a".repeat(3000),
  "{}",
  "[]",
  "__proto__",
  "constructor",
  "%25%32%66",
  "00000000-0000-0000-0000-000000000000",
  "00000000-0000-4000-8000-00000000DEAD",
  "%ff%fe",
  "%",
];
const DEEP = "[".repeat(4000) + "]".repeat(4000);
const BAD_BODIES = [
  "",
  "{",
  "null",
  "0",
  '""',
  "[]",
  "{}",
  "true",
  "\ufeff{}",
  DEEP,
  `{"a":${DEEP}}`,
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{}}}',
  '{"to":1,"to":2}',
  '{"to":"//evil.example"}',
  '{"to":{"$gt":""}}',
  '{"grantId":null}',
  `{"x":"${"\\u0000".repeat(100)}"}`,
  '{"x":"\ud800"}',
  "\x00\x01\x02",
  "a=b&c=d",
  "<xml/>",
];
const BAD_QUERIES = [
  "cursor=x",
  "cursor=",
  "cursor=%00",
  "cursor=-1",
  "cursor=9999999999999999999999",
  "cursor=eyJ9",
  `cursor=${"A".repeat(4000)}`,
  "cursor[]=1",
  "cursor=1&cursor=2",
  "cursor='%3BDROP%20TABLE%20x",
  "%",
  "%ff=%fe",
  "next=//evil.example",
  "to=//evil.example",
  "to=https://evil.example",
  "to=/\\evil.example",
  "to=%2f%2fevil.example",
  "to=javascript:alert(1)",
  "=".repeat(500),
];

const UNKNOWN_PATHS = [
  "/api",
  "/api/",
  "/api/unknown",
  "/api/auth",
  "/api/auth/unknown",
  "/api/portfolio/extra",
  "/unknown",
  "/portfolio/extra",
  "/.env",
  "/.git/config",
  "/_next/server/app/page.js",
  "/package.json",
];
/** What the proxy offers; each gets every bad body. */
const OPERATIONS = [
  "SignUp",
  "ConfirmSignUp",
  "ResendConfirmationCode",
  "InitiateAuth",
  "RespondToAuthChallenge",
  "AssociateSoftwareToken",
  "VerifySoftwareToken",
  "SetUserMFAPreference",
  "GetUser",
  "StartWebAuthnRegistration",
  "CompleteWebAuthnRegistration",
  "ListWebAuthnCredentials",
  "DeleteWebAuthnCredential",
  "GetTokensFromRefreshToken",
  "RevokeToken",
  "GlobalSignOut",
];
const WRONG_TYPES = JSON.stringify(
  Object.fromEntries(
    [
      "AuthFlow",
      "AuthParameters",
      "Username",
      "Password",
      "Session",
      "ChallengeName",
      "ChallengeResponses",
      "AccessToken",
      "RefreshToken",
      "Credential",
      "UserAttributes",
      "UserCode",
      "ConfirmationCode",
    ].map((name, index) => [name, [5, [], {}, null, true, "", { USERNAME: 1 }, [null]][index % 8]]),
  ),
);

export interface BadRequest {
  readonly name: string;
  readonly request: RawRequest;
}

type Family = (client: AppClient) => readonly BadRequest[];

const handlers = ROUTE_MANIFEST.filter(({ kind }) => kind === "handler");
const pagesAndHandlers = ROUTE_MANIFEST.filter(({ kind }) => kind !== "asset");

/** The methods of a route that write. */
export const writesOf = (route: Route): Method[] => route.methods.filter((method) => method !== "GET");

/** A well-labelled write whose body is whatever is given. Headers given replace those that would be sent. */
export function withBody(
  client: AppClient,
  route: Route,
  method: string,
  body: string | Buffer,
  headers: RawRequest["headers"] = [],
): RawRequest {
  const own = [
    ["Content-Type", route.accepts[0] ?? "application/json"],
    ["Content-Length", String(Buffer.byteLength(body))],
    ...(speaksCognito(route.path) ? [["X-Amz-Target", "AWSCognitoIdentityProviderService.InitiateAuth"] as const] : []),
  ] as const;
  const kept = own.filter(([name]) => !headers.some(([given]) => given === name));
  return { ...client.request(method, concretePath(route.path), { headers: [...kept, ...headers] }), body };
}

const forWrites = (make: (route: Route, method: Method) => readonly BadRequest[]): readonly BadRequest[] =>
  handlers.flatMap((route) => writesOf(route).flatMap((method) => make(route, method)));

const wrongMethods: Family = (client) =>
  pagesAndHandlers.flatMap((route) =>
    METHODS.filter((method) => !(route.methods as readonly string[]).includes(method)).map((method) => ({
      name: `method ${method} ${route.path}`,
      request: client.request(method, concretePath(route.path)),
    })),
  );

const badIds: Family = (client) =>
  handlers
    .filter(({ path }) => path.includes("["))
    .flatMap((route) => (route.methods.length === 0 ? (["GET"] as const) : route.methods).map((method) => ({ route, method })))
    .flatMap(({ route, method }) =>
      BAD_IDS.map((id) => ({
        name: `id ${route.path} ${id.slice(0, 30)}`,
        request: client.request(method, route.path.replace(/\[[.\w]+\]/, id)),
      })),
    );

const badBodies: Family = (client) =>
  forWrites((route, method) =>
    BAD_BODIES.map((body) => ({
      name: `body ${method} ${route.path} ${JSON.stringify(body.slice(0, 30))}`,
      request: withBody(client, route, method, body),
    })),
  );

const badOperations: Family = (client) =>
  handlers
    .filter(({ path }) => speaksCognito(path))
    .flatMap((route) =>
      OPERATIONS.flatMap((operation) =>
        [...BAD_BODIES, WRONG_TYPES].map((body) => ({
          name: `operation ${operation} ${JSON.stringify(body.slice(0, 30))}`,
          request: withBody(client, route, "POST", body, [["X-Amz-Target", `AWSCognitoIdentityProviderService.${operation}`]]),
        })),
      ),
    );

const badSizes: Family = (client) =>
  forWrites((route, method) => {
    const large = `{"x":"${"a".repeat(route.bodyMaxBytes + 10)}"}`;
    const spread = withBody(client, route, method, chunked(large), [["Transfer-Encoding", "chunked"]]);
    return [
      { name: `size declared ${method} ${route.path}`, request: withBody(client, route, method, large) },
      {
        name: `size chunked ${method} ${route.path}`,
        request: { ...spread, headers: spread.headers.filter(([name]) => name !== "Content-Length") },
      },
      { name: `size claimed ${method} ${route.path}`, request: withBody(client, route, method, "{}", [["Content-Length", "999999999"]]) },
    ];
  });

const badQueries: Family = (client) =>
  pagesAndHandlers
    .filter(({ methods }) => methods.includes("GET"))
    .flatMap((route) =>
      BAD_QUERIES.map((query) => ({
        name: `query ${route.path}?${query.slice(0, 40)}`,
        request: client.request("GET", `${concretePath(route.path)}?${query}`),
      })),
    );

const unknownPaths: Family = (client) => UNKNOWN_PATHS.map((path) => ({ name: `unknown ${path}`, request: client.request("GET", path) }));

/** All of them, as this client would send them. */
export const badRequests = (client: AppClient): readonly BadRequest[] =>
  [wrongMethods, badIds, badBodies, badOperations, badSizes, badQueries, unknownPaths].flatMap((family) => family(client));
