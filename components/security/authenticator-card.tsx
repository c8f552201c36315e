import { Smartphone } from "lucide-react";
import { Card } from "@/components/ui/card";
import { LoadFailure } from "@/components/ui/load-failure";
import { Skeleton } from "@/components/ui/skeleton";
import type { Loaded } from "@/lib/client/use-loaded";

export function AuthenticatorCard({ authenticator }: { readonly authenticator: Loaded<boolean> }) {
  const { value, failure, reload } = authenticator;
  return (
    <Card title="Authenticator">
      {failure === null ? null : <LoadFailure failure={failure} onRetry={reload} />}
      {value === null && failure === null ? <Skeleton className="h-6 w-64" /> : null}
      {value === null ? null : (
        <p className="flex items-center gap-3">
          <Smartphone aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-ink-2" />
          {value
            ? "Set up. Every sign-in with your password also asks for its code."
            : "Not set up. Your next sign-in with your password sets it up."}
        </p>
      )}
    </Card>
  );
}
