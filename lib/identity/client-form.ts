// The coarse form of a browser: what stays the same through its updates, and differs on most other machines. It names no person.
import { coarseNetwork } from "./coarse-network";
import { deviceName } from "./device-name";

/** What a request says of the client that sent it. */
export interface ClientForm {
  /** Browser and system, without versions. */
  readonly device: string;
  /** Platform and first language, as the browser itself sends them with every request. */
  readonly traits: string;
  /** Coarse; "unknown" when the address is. */
  readonly network: string;
}

/** What a session keeps of its client. */
export interface BoundClient {
  readonly device: string;
  /** Null for a session from before this was kept. */
  readonly clientTraits: string | null;
  /** The network of the last renewal. */
  readonly network: string;
  /** Networks of earlier renewals. */
  readonly ownNetworks: readonly string[];
}

/** `other_client`: a cookie that was carried to another machine. `other_network`: the same form in a place that this session was not renewed from. */
export type ClientStanding = "same" | "other_network" | "other_client";

const WORD_CHARACTERS_MAX = 24;
const wordOf = (text: string | null): string =>
  (/[A-Za-z][A-Za-z ]*/.exec(text ?? "")?.[0] ?? "").toLowerCase().slice(0, WORD_CHARACTERS_MAX);

/** The form of a request's client. Exact versions are left out, because they change under a session that goes on. */
export function clientForm(sent: {
  readonly userAgent: string | null;
  /** `Sec-CH-UA-Platform`. */
  readonly platform: string | null;
  /** `Accept-Language`; only the first language counts. */
  readonly language: string | null;
  readonly address: string;
}): ClientForm {
  const traits = `${wordOf(sent.platform)};${wordOf(sent.language)}`;
  return { device: deviceName(sent.userAgent ?? ""), traits, network: coarseNetwork(sent.address) };
}

/** Whether a request comes from the client of its session. A network that nobody could tell is not compared. */
export function judgeClient(bound: BoundClient, client: ClientForm): ClientStanding {
  if (client.device !== bound.device) return "other_client";
  if (bound.clientTraits !== null && client.traits !== bound.clientTraits) return "other_client";
  if ([client.network, bound.network].includes("unknown")) return "same";
  return client.network === bound.network || bound.ownNetworks.includes(client.network) ? "same" : "other_network";
}
