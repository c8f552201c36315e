// How money is split where a part of something is given up: wallets of the index and a trader's own books round alike.
import { divideRounded } from "@/lib/money/divide-rounded";

/** The share of `money` that belongs to `part` of `whole`, rounded down. Whoever keeps the rest gives the last part all of it, so nothing is lost. */
export const shareOf = (money: bigint, part: bigint, whole: bigint): bigint => divideRounded(money * part, whole, "down");
