import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { AuthFrame } from "@/components/auth/auth-frame";
import { DeskBand } from "@/components/ops/desk-band";
import { DeskSignInForm } from "@/components/ops/desk-sign-in-form";
import { afterDeskSignIn } from "@/lib/client/after-sign-in";
import { resolveOperator } from "@/lib/server/operators/resolve-operator";
import { deskPoolAddress } from "../../../desk-pool-address";

export const metadata: Metadata = { title: "Desk sign-in" };

interface DeskSignInPageProps {
  readonly searchParams: Promise<{ readonly next?: string | string[] }>;
}

export default async function DeskSignInPage({ searchParams }: DeskSignInPageProps) {
  const pool = deskPoolAddress();
  const { next } = await searchParams;
  const known = await resolveOperator((await headers()).get("cookie"), { isBackground: true }).catch(() => null);
  if (known?.ok === true) redirect(afterDeskSignIn(next));
  return (
    <div data-side="desk">
      <DeskBand />
      <AuthFrame line="The support desk. Traders sign in elsewhere." below={<p>Lost your way in? Only an administrator can help.</p>}>
        <DeskSignInForm pool={pool} next={afterDeskSignIn(next)} />
      </AuthFrame>
    </div>
  );
}
