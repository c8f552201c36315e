// Which room describes which act. Step-up itself knows none of them, so that no room and no rule of step-up depend on each other in circles.
import "server-only";
import { describeAddress } from "@/lib/server/addresses/describe-address";
import { describeApiKey } from "@/lib/server/api-keys/describe-api-key";
import { describeOrder } from "@/lib/server/orders/describe-order";
import { CREDENTIAL_ACTS } from "@/lib/server/step-up/credential-act";
import type { DescribeAct } from "@/lib/server/step-up/describe-act";
import { describeWithdrawal } from "@/lib/server/withdrawals/describe-withdrawal";
import type { Purpose } from "@/lib/policy/purpose";

/** The room of each purpose; a purpose without one does not compile. */
export const ACT_OF_PURPOSE: Readonly<Record<Purpose, DescribeAct>> = {
  withdrawal: describeWithdrawal,
  address: describeAddress,
  api_key: describeApiKey,
  order: describeOrder,
  ...CREDENTIAL_ACTS,
};
