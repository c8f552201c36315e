import { buttonStyles } from "@/components/ui/button";
import { Card } from "@/components/ui/card";

/** The way to the keys of programs, which have a page of their own. */
export function ApiKeysCard() {
  return (
    <Card title="API keys">
      <p className="max-w-prose text-ink-2">
        Keys with which programs of yours read your portfolio, activity or the markets. No key can withdraw, trade or change anything.
      </p>
      <div>
        <a href="/security/api-keys" className={buttonStyles({ look: "secondary" })}>
          Manage API keys
        </a>
      </div>
    </Card>
  );
}
