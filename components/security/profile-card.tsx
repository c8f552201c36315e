import { Card } from "@/components/ui/card";
import { LocalTime } from "@/components/ui/local-time";

interface ProfileCardProps {
  readonly profile: { readonly email: string; readonly isVerified: boolean; readonly since: string | null } | null;
}

/** The account as the user pool knows it. It is news, not a decision: without it the page is the same otherwise. */
export function ProfileCard({ profile }: ProfileCardProps) {
  return (
    <Card title="Profile" id="profile">
      {profile === null ? (
        <p className="text-ink-2">Your profile cannot be shown right now. Everything else on this page works.</p>
      ) : (
        <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[auto_1fr]">
          <dt className="text-ink-2">Email</dt>
          <dd className="min-w-0 break-words">{profile.email}</dd>
          <dt className="text-ink-2">Proven</dt>
          <dd>{profile.isVerified ? "Yes, by a code that was mailed there" : "Not yet"}</dd>
          {profile.since === null ? null : (
            <>
              <dt className="text-ink-2">Yours here since</dt>
              <dd>
                <LocalTime at={profile.since} />
              </dd>
            </>
          )}
        </dl>
      )}
    </Card>
  );
}
