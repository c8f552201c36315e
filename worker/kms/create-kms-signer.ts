// The settlement key in AWS KMS: it is in no process of ours, and every signature is an entry in the account's own trail (ADR 062).
import { createPublicKey } from "node:crypto";
import { GetPublicKeyCommand, type KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { keccak256, serializeTransaction, toHex, type TransactionSerializableEIP1559 } from "viem";
import { publicKeyToAddress } from "viem/accounts";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import type { Hex } from "../chain";
import type { Signer } from "../signer";
import { readSignature } from "./read-signature";

// A signature is waited for inside a database transaction, tries included.
const ANSWER_MS_MAX = 3_000;

/** The key that KMS showed; refused in one sentence when it cannot pay for Ethereum. */
export class UnusableKeyError extends Error {
  override readonly name = "UnusableKeyError";
}

const outage = (cause: unknown): UnavailableError =>
  new UnavailableError("signer", "The key service did not answer as it should.", { cause });

async function askFor<Answer>(ask: (options: { readonly abortSignal: AbortSignal }) => Promise<Answer>): Promise<Answer> {
  return await ask({ abortSignal: AbortSignal.timeout(ANSWER_MS_MAX) }).catch((cause: unknown) => {
    throw outage(cause);
  });
}

/** SubjectPublicKeyInfo in DER to the address of its point. */
function addressOf(spki: Uint8Array): Hex {
  const { crv, x = "", y = "" } = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" }).export({ format: "jwk" });
  if (crv !== "secp256k1") throw new UnusableKeyError(`The key is on the curve ${crv ?? "?"}, not on secp256k1.`);
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
  return publicKeyToAddress(toHex(point));
}

async function readAddress(client: KMSClient, keyId: string): Promise<Hex> {
  const { PublicKey, KeySpec, KeyUsage } = await askFor((options) => client.send(new GetPublicKeyCommand({ KeyId: keyId }), options));
  if (KeySpec !== "ECC_SECG_P256K1" || KeyUsage !== "SIGN_VERIFY") {
    throw new UnusableKeyError(`The key is ${KeySpec ?? "?"} for ${KeyUsage ?? "?"}, not ECC_SECG_P256K1 for SIGN_VERIFY.`);
  }
  if (PublicKey === undefined) throw outage(undefined);
  return addressOf(PublicKey);
}

/**
 * A signer over the key `keyId` (id, ARN or alias) of AWS KMS. Asks for the public key once; throws UnavailableError("signer") when KMS does not answer,
 * refuses or is too late, and UnusableKeyError for a key of another kind. `sign` throws the former: then nothing was signed that anybody has.
 */
export async function createKmsSigner(client: KMSClient, keyId: string): Promise<Signer> {
  const address = await readAddress(client, keyId);
  return {
    address,
    sign: async ({ chainId, nonce, ...transaction }) => {
      const unsigned: TransactionSerializableEIP1559 = { type: "eip1559", chainId: Number(chainId), nonce: Number(nonce), ...transaction };
      const digest = keccak256(serializeTransaction(unsigned));
      const { Signature } = await askFor((options) =>
        client.send(
          new SignCommand({
            ...{ KeyId: keyId, MessageType: "DIGEST", SigningAlgorithm: "ECDSA_SHA_256" },
            Message: Buffer.from(digest.slice(2), "hex"),
          }),
          options,
        ),
      );
      if (Signature === undefined) throw outage(undefined);
      const raw = serializeTransaction(unsigned, await readSignature(Signature, digest, address));
      return { raw, txHash: keccak256(raw) };
    },
  };
}
