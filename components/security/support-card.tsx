import { StateList } from "@/components/standing/state-list";
import { Card } from "@/components/ui/card";
import type { AccountStatesDto } from "@/lib/contracts/account-states";

/** What a trader reads out when they call: the desk sees exactly these lines. */
export function SupportCard({ standing }: { readonly standing: AccountStatesDto }) {
  return (
    <Card title="If you call support" id="support">
      <p className="max-w-prose text-ink-2">
        The support desk sees these lines and no more: no balance, no password, no code. They never ask for one, nothing they do makes a
        wait shorter, and it takes two of them to do anything. You are told each time.
      </p>
      {standing.states.length === 0 ? (
        <p>Nothing is the case with this account that you would have to ask about.</p>
      ) : (
        <StateList {...standing} />
      )}
    </Card>
  );
}
