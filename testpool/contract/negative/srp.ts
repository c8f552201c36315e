// Bent SRP proofs.
import { openSrp } from "../../testing/drive-pool";
import { formatSrpTimestamp } from "../../srp/srp-timestamp";
import { SrpClient } from "../../testing/srp-client";
import { commonVector, type Attempt } from "../common-vector";
import type { ContractStand } from "../contract-case";
import { initiate, nowMs, prove, signInBySrp } from "../flow-steps";
import type { NegativeVector } from "../negative-vector";
import { GROUP_PRIME_HEX } from "./group-prime";

const vector = (operation: string, name: string, exception: string, bent: Attempt) =>
  commonVector(operation, name, exception, bent, signInBySrp);

const proof = (name: string, bent: Attempt) => vector("RespondToAuthChallenge", `SRP with ${name}`, "NotAuthorizedException", bent);

/** The honest proof with some of its responses replaced. */
const replaced = (name: string, bend: (stand: ContractStand) => Readonly<Record<string, string>>) =>
  proof(name, async (stand, { client, user }) => {
    const open = await openSrp(stand.send, client, user.username);
    return prove(stand, open, user.password, bend(stand));
  });

const password = (name: string, typed: (right: string) => string) =>
  proof(name, async (stand, { client, user }) => prove(stand, await openSrp(stand.send, client, user.username), typed(user.password)));

const twice = (BigInt(`0x${GROUP_PRIME_HEX}`) * 2n).toString(16);
const CLIENT_VALUES: readonly (readonly [name: string, value: string])[] = [
  ["zero", "0"],
  ["many zeros", "0".repeat(768)],
  ["the prime itself", GROUP_PRIME_HEX],
  ["twice the prime", twice],
  ["no hexadecimal number", "not hex"],
  ["a negative number", "-2"],
  ["a number far too long", "f".repeat(1025)],
];

const seconds = (stand: ContractStand, shift: number) => formatSrpTimestamp(nowMs(stand) + shift * 1000);

/** SRP vectors: client values, passwords, timestamps, secret blocks and signatures. */
export const SRP_VECTORS: readonly NegativeVector[] = [
  ...CLIENT_VALUES.map(([name, SRP_A]) =>
    vector("InitiateAuth", `SRP_A is ${name}`, "InvalidParameterException", (stand, { client, user }) =>
      initiate(stand, client, "USER_SRP_AUTH", { USERNAME: user.username, SRP_A }),
    ),
  ),
  password("a wrong password", () => "Wrong-passphrase-1!"),
  password("an empty password", () => ""),
  password("the password in another letter case", (right) => right.toUpperCase()),
  password("the password and a space", (right) => `${right} `),
  replaced("a timestamp two minutes old", (stand) => ({ TIMESTAMP: seconds(stand, -120) })),
  replaced("a timestamp two minutes ahead", (stand) => ({ TIMESTAMP: seconds(stand, 120) })),
  replaced("a timestamp in ISO form", (stand) => ({ TIMESTAMP: new Date(nowMs(stand)).toISOString() })),
  replaced("an invented secret block", () => ({ PASSWORD_CLAIM_SECRET_BLOCK: "c2VjcmV0" })),
  replaced("a signature of zeros", () => ({ PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32).toString("base64") })),
  replaced("a short signature", () => ({ PASSWORD_CLAIM_SIGNATURE: "c2hvcnQ=" })),
  proof("the secret block of another exchange", async (stand, { client, user }) => {
    const [first, second] = [await openSrp(stand.send, client, user.username), await openSrp(stand.send, client, user.username)];
    return prove(stand, { ...first, sent: { ...first.sent, SECRET_BLOCK: second.sent.SECRET_BLOCK } }, user.password);
  }),
  proof("the client value of another exchange", async (stand, { client, user }) => {
    const open = await openSrp(stand.send, client, user.username);
    return prove(stand, { ...open, srp: new SrpClient() }, user.password);
  }),
  proof("the salt of somebody else", async (stand, { client, user }) => {
    const open = await openSrp(stand.send, client, user.username);
    return prove(stand, { ...open, sent: { ...open.sent, SALT: "0123456789abcdef" } }, user.password);
  }),
  proof("a signature over another moment", async (stand, { client, user }) => {
    const open = await openSrp(stand.send, client, user.username);
    const shortName = client.poolId.slice(client.poolId.indexOf("_") + 1);
    const signature = open.srp.sign(shortName, user.password, open.sent, seconds(stand, 5));
    return prove(stand, open, user.password, { PASSWORD_CLAIM_SIGNATURE: signature });
  }),
  proof("a signature for another pool", async (stand, { client, user }) => {
    const open = await openSrp(stand.send, client, user.username);
    return prove(stand, { ...open, client: { ...client, poolId: "eu-central-1_Elsewhere" } }, user.password);
  }),
];
