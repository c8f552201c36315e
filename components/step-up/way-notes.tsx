import type { StepUpDto } from "@/lib/contracts/step-up";

interface WayNotesProps {
  readonly proofs: StepUpDto["proofs"];
  readonly passwordLimit?: string | null | undefined;
}

/** Why a way is not among the buttons, or what would be better, and where to get it. */
export function WayNotes({ proofs, passwordLimit }: WayNotesProps) {
  const { passkey, passwordTotp } = proofs;
  if (passkey === undefined) {
    return (
      <p className="max-w-prose text-13 text-ink-2">
        {typeof passwordLimit === "string" ? `Password and code approve up to ${passwordLimit}. ` : ""}A passkey signs exactly these terms,
        approves more, and answers only to you.{" "}
        <a href="/security#passkeys" className="underline underline-offset-4">
          Add a passkey
        </a>
      </p>
    );
  }
  return (
    <p className="max-w-prose text-13 text-ink-2">
      Your device asks for your fingerprint, face or PIN, and signs exactly these terms.
      {passwordTotp === undefined && typeof passwordLimit === "string" ? ` Password and code approve up to ${passwordLimit}.` : ""}
      {passwordTotp === undefined && passwordLimit === undefined ? " Only a passkey may approve this." : ""}
    </p>
  );
}
