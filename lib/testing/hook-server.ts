// A TLS server that stands for a trader's endpoint. Its certificate names hooks.example.com and is trusted by nobody but the test that says so; the key
// opens nothing, which is why it may lie here.
import { createServer } from "node:https";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const HOOK_HOST = "hooks.example.com";

export const HOOK_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBrTCCAVOgAwIBAgIUElBsG3+2XXUwk5ubO7kKbrgVBkswCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRaG9va3MuZXhhbXBsZS5jb20wIBcNMjYxMTI4MjA0NDA5WhgP
MjEyNjExMDQyMDQ0MDlaMBwxGjAYBgNVBAMMEWhvb2tzLmV4YW1wbGUuY29tMFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEJa6OxxpBr4JxBegrIm/3K0X2Q8l/5J1x
6Jp9cpEKiHAa/HooGkLIfzL3YxZovwooG8hDxUxYZ0WstX/YO2hwVaNxMG8wHQYD
VR0OBBYEFP9WtOQn5vheH6y8jvxHZq8izwQJMB8GA1UdIwQYMBaAFP9WtOQn5vhe
H6y8jvxHZq8izwQJMA8GA1UdEwEB/wQFMAMBAf8wHAYDVR0RBBUwE4IRaG9va3Mu
ZXhhbXBsZS5jb20wCgYIKoZIzj0EAwIDSAAwRQIgWVHcldZGRZD9c6t/m0ht9P2y
ImERVbN6km0x4MCUePACIQCslKXo1FqLUap5oCjuAFqiAo4awOUTRb3hRiaKmnfk
TA==
-----END CERTIFICATE-----
`;

const HOOK_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgxHXbujiui2bsSP8a
4F5wbL6CVwu1OjwrE0ouvAHbivahRANCAAQlro7HGkGvgnEF6Csib/crRfZDyX/k
nXHomn1ykQqIcBr8eigaQsh/MvdjFmi/CigbyEPFTFhnRay1f9g7aHBV
-----END PRIVATE KEY-----
`;

/** What arrived. */
export interface HookCall {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface HookServer {
  readonly port: number;
  readonly calls: HookCall[];
  /** How the next calls are answered; 204 unless it says otherwise. */
  answer: (response: ServerResponse) => void;
  close(): Promise<void>;
}

/** Starts one on a free port of the loopback. */
export async function startHookServer(): Promise<HookServer> {
  const calls: HookCall[] = [];
  const server = createServer({ key: HOOK_KEY, cert: HOOK_CERTIFICATE }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      calls.push({ url: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
      hook.answer(response);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const hook: HookServer = {
    port: (server.address() as AddressInfo).port,
    calls,
    answer: (response) => {
      response.writeHead(204).end();
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
  return hook;
}
