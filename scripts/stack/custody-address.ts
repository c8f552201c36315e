// Which account pays, told by its key. The key itself goes from the installation to the worker and to nobody else.
import type { Address, Hex } from "viem";
import { privateKeyToAddress } from "viem/accounts";
import type { Installation } from "./installation";

/** The address of this installation's settlement key. */
export const custodyAddress = ({ settlementKey }: Pick<Installation, "settlementKey">): Address =>
  privateKeyToAddress(settlementKey.replace(/^demo\./, "") as Hex);
