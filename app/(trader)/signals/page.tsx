import type { Metadata } from "next";
import Link from "next/link";
import { RuleList } from "@/components/signals/rule-list";
import { SignalEvents } from "@/components/signals/signal-events";
import { WebhookCard } from "@/components/signals/webhook-card";
import { buttonStyles } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page-heading";
import { traderPage } from "@/lib/server/http/trader-page";
import { services } from "@/lib/server/services";
import { listChoices } from "@/lib/server/signals/list-choices";
import { listRules } from "@/lib/server/signals/list-rules";
import { listSignals } from "@/lib/server/signals/list-signals";
import { listWebhooks } from "@/lib/server/signals/list-webhooks";

export const metadata: Metadata = { title: "Signals" };

export default traderPage("/signals", async ({ trader, searchParams }) => {
  const isUnread = searchParams["unread"] === "1";
  const ruleId = typeof searchParams["rule"] === "string" ? searchParams["rule"] : null;
  const [events, { rules }, choices, webhooks] = await Promise.all([
    listSignals(trader, { cursor: null, isUnread, ruleId }),
    listRules(trader),
    listChoices(trader),
    listWebhooks(trader),
  ]);
  const named = rules.find(({ id }) => id === ruleId);
  const rule = ruleId === null ? null : { id: ruleId, name: named?.name ?? "removed" };
  const nowSeconds = services().clock.nowSeconds();
  return (
    <>
      <PageHeading title="Signals">
        <Link href="/signals/new" prefetch={false} className={buttonStyles()}>
          New signal
        </Link>
      </PageHeading>
      <div className="grid gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <SignalEvents
          key={`${isUnread ? "unread" : "all"}${ruleId ?? ""}`}
          initial={events}
          nowSeconds={nowSeconds}
          isUnread={isUnread}
          rule={rule}
          hasRules={rules.length > 0}
        />
        <div className="grid content-start gap-6">
          <RuleList rules={rules} choices={choices} nowSeconds={nowSeconds} />
          <WebhookCard initial={webhooks} nowSeconds={nowSeconds} />
        </div>
      </div>
    </>
  );
});
