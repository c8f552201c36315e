// Which signer this process has, and whether it is the account that this installation pays from.
import { KMSClient } from "@aws-sdk/client-kms";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { createKeySigner } from "./key-signer";
import { createKmsSigner, UnusableKeyError } from "./kms/create-kms-signer";
import type { Signer } from "./signer";
import type { SettlementSettings } from "./worker-settings";

/**
 * Opens the signer that the settings name, or refuses in one sentence: KMS that does not answer, a key of another kind, and a key of another account
 * than SETTLEMENT_ADDRESS. Paying from a stranger's account would strand every nonce and every balance that the database knows.
 */
export async function openSigner({ source, address }: SettlementSettings): Promise<Result<Signer, string>> {
  try {
    const signer =
      "key" in source ? createKeySigner(source.key) : await createKmsSigner(new KMSClient({ maxAttempts: 2 }), source.kmsKeyId);
    if (address !== null && signer.address.toLowerCase() !== address.toLowerCase()) {
      return refuse(`The settlement key pays from ${signer.address}, which is not SETTLEMENT_ADDRESS.`);
    }
    return accept(signer);
  } catch (error) {
    if (error instanceof UnusableKeyError) return refuse(`SETTLEMENT_KMS_KEY_ID cannot pay: ${error.message}`);
    if (error instanceof UnavailableError)
      return refuse("SETTLEMENT_KMS_KEY_ID: the key service did not answer, or refuses to show the key.");
    throw error;
  }
}
