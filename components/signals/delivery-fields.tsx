import { Field } from "@/components/ui/field";
import { Checkbox } from "./checkbox";
import type { FormFault, RuleDelivery } from "./use-rule-form";

interface DeliveryFieldsProps {
  readonly delivery: RuleDelivery;
  readonly hasWebhook: boolean;
  readonly fault: FormFault | null;
  readonly onChange: (changes: Partial<RuleDelivery>) => void;
}

/** What follows when the rule comes true. */
export function DeliveryFields({ delivery, hasWebhook, fault, onChange }: DeliveryFieldsProps) {
  return (
    <>
      <Field
        label="Name of the rule"
        required
        maxLength={60}
        autoComplete="off"
        hint="Your own word for it. It stands in mails and deliveries."
        value={delivery.name}
        onChange={(event) => {
          onChange({ name: event.target.value });
        }}
      />
      <Field
        label="Prepare an order for (USDC)"
        inputMode="decimal"
        autoComplete="off"
        hint="Each signal then offers an order that buys the pair’s base for this amount. Nothing is bought before you approve it. Empty: none."
        fault={fault?.field === "spend" ? fault.sentence : undefined}
        value={delivery.spend}
        onChange={(event) => {
          onChange({ spend: event.target.value });
        }}
      />
      <Checkbox
        label="Tell me by mail"
        hint="At most six mails an hour; what is more comes as one list."
        isOn={delivery.byMail}
        onChange={(byMail) => {
          onChange({ byMail });
        }}
      />
      <Checkbox
        label="Send it to my webhooks"
        hint={hasWebhook ? "All of them, signed." : "You have none yet. Add one on the signals page."}
        isOn={delivery.byWebhook}
        onChange={(byWebhook) => {
          onChange({ byWebhook });
        }}
      />
    </>
  );
}
