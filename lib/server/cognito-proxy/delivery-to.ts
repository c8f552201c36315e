// Where a code went, told from the address that was typed and never from what the pool did: so it is the same whether or not anything was sent.
import "server-only";
import { maskEmail } from "@/lib/identity/email-address";

/** Cognito's CodeDeliveryDetails for a normalised address. */
export const deliveryTo = (email: string): { readonly CodeDeliveryDetails: object } => ({
  CodeDeliveryDetails: { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: maskEmail(email) },
});
