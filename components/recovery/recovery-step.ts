import type { RecoveryFacts } from "@/lib/contracts/recovery";
import type { RecoveryAnswer } from "@/lib/recovery/recovery-answer";

/** What the screens after the password are given. */
export interface RecoveryStepProps {
  readonly facts: RecoveryFacts;
  readonly email: string;
  readonly answer: (answer: RecoveryAnswer) => Promise<void>;
  readonly onStartOver: () => void;
}
