import type { Metadata } from "next";
import { AuthFrame } from "@/components/auth/auth-frame";
import { QuietLink } from "@/components/auth/quiet-link";
import { RecoverFlow } from "@/components/recovery/recover-flow";
import { poolAddress } from "../../../pool-address";

export const metadata: Metadata = { title: "I lost my authenticator" };

export default function RecoverByCodePage() {
  return (
    <AuthFrame line="A way back into your account." below={<QuietLink href="/recover">Other ways back</QuietLink>}>
      <RecoverFlow pool={poolAddress()} way="codes" />
    </AuthFrame>
  );
}
