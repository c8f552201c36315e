// Real receipts: terms that a software passkey signed, and a transaction that viem signed. Nothing in them is made up but the people.
import { randomBytes, randomUUID } from "node:crypto";
import { encodeFunctionData, erc20Abi, getAddress, keccak256, type Hex } from "viem";
import { generatePrivateKey, privateKeyToAccount, type PrivateKeyAccount } from "viem/accounts";
import { keyFingerprint } from "@/lib/approval/key-fingerprint";
import { stepUpChallenge } from "@/lib/approval/step-up-challenge";
import { termsHash } from "@/lib/approval/terms-hash";
import type { PasskeyApproval, PasswordApproval, ReceiptDto } from "@/lib/contracts/receipt";
import type { WithdrawalTerms } from "@/lib/withdrawals/withdrawal-terms";
import { createSoftwarePasskey, type SoftwarePasskey } from "./software-passkey";

type Unsealed = Omit<ReceiptDto, "digest">;

export const RECEIPT_ORIGIN = "https://app.holdfast.test";
const RP_ID = "app.holdfast.test";
const someAddress = (): string => privateKeyToAccount(generatePrivateKey()).address;

/** Terms of a withdrawal of 125.5 USDC, or of what `changes` say. */
export const termsOf = (changes: Partial<WithdrawalTerms> = {}): WithdrawalTerms => ({
  version: 1,
  withdrawalId: randomUUID(),
  trader: randomUUID(),
  network: "local",
  chainId: 31_337,
  asset: "USDC",
  assetContract: getAddress("0x5fbdb2315678afecb367f032d93f642f64180aa3"),
  decimals: 6,
  amount: "125500000",
  fee: "500000",
  feeAsset: "USDC",
  destination: someAddress(),
  memo: "Invoice 7, März",
  createdAt: "2026-11-24T10:00:00Z",
  expiresAt: "2026-11-24T10:15:00Z",
  ...changes,
});

/** An approval of terms with this hash by `passkey`. */
export function passkeyApproval(hashOfTerms: string, passkey: SoftwarePasskey = createSoftwarePasskey(RP_ID)): PasskeyApproval {
  const nonce = randomBytes(32);
  const { response } = passkey.sign(stepUpChallenge(nonce, hashOfTerms), RECEIPT_ORIGIN);
  return {
    proof: "passkey",
    grantId: randomUUID(),
    grantNonce: nonce.toString("base64url"),
    approvedAt: "2026-11-24T10:01:00Z",
    origin: RECEIPT_ORIGIN,
    rpId: RP_ID,
    credentialId: passkey.credentialId,
    publicKey: Buffer.from(passkey.publicKey).toString("base64url"),
    keyFingerprint: keyFingerprint(passkey.publicKey),
    ...response,
  };
}

/** An approval by password and code. */
export const passwordApproval = (): PasswordApproval => ({
  proof: "password_totp",
  grantId: randomUUID(),
  grantNonce: randomBytes(32).toString("base64url"),
  approvedAt: "2026-11-24T10:01:00Z",
});

/** What the transaction does otherwise than the terms say. */
export interface PaymentChanges {
  readonly to?: string;
  readonly value?: bigint;
  readonly data?: Hex;
  readonly chainId?: number;
}

/** A signed transaction that pays `terms`, and what a receipt says of it. */
export async function settlementOf(
  terms: WithdrawalTerms,
  changes: PaymentChanges = {},
  account: PrivateKeyAccount = privateKeyToAccount(generatePrivateKey()),
): Promise<ReceiptDto["settlement"]> {
  const rawTransaction = await account.signTransaction({
    type: "eip1559",
    nonce: 7,
    gas: 90_000n,
    maxFeePerGas: 3_000_000_000n,
    maxPriorityFeePerGas: 1_000_000_000n,
    chainId: terms.chainId,
    ...payment(terms),
    ...(changes as { to?: Hex; value?: bigint; data?: Hex; chainId?: number }),
  });
  return {
    sender: account.address,
    rawTransaction,
    txHash: keccak256(rawTransaction),
    blockNumber: "42",
    blockHash: `0x${randomBytes(32).toString("hex")}`,
    confirmations: 3,
    settledAt: "2026-11-24T10:01:09Z",
  };
}

function payment({ assetContract, destination, amount }: WithdrawalTerms): { to: Hex; value: bigint; data?: Hex } {
  if (assetContract === null) return { to: getAddress(destination), value: BigInt(amount) };
  const data = encodeFunctionData({ abi: erc20Abi, functionName: "transfer", args: [getAddress(destination), BigInt(amount)] });
  return { to: getAddress(assetContract), value: 0n, data };
}

/** A receipt without its digest, of a withdrawal by passkey unless `approval` says otherwise. */
export async function unsealedReceipt(
  terms: WithdrawalTerms = termsOf(),
  approval?: Unsealed["approval"],
  settlement?: Unsealed["settlement"],
): Promise<Unsealed> {
  const hash = termsHash(terms);
  return {
    version: 1,
    kind: "withdrawal",
    terms,
    termsHash: hash,
    approval: approval ?? passkeyApproval(hash),
    settlement: settlement ?? (await settlementOf(terms)),
  };
}
