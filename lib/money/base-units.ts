// Money is a whole number of base units in a bigint (wei, cents, satoshi). Nothing in the product holds an amount as a float.

/** The most decimal digits an amount may have: 2^256 has 78, and the database's domain refuses more. */
export const AMOUNT_DIGITS_MAX = 78;

/** Every amount is below this, in base units. */
export const BASE_UNITS_LIMIT = 10n ** BigInt(AMOUNT_DIGITS_MAX);

/** The decimals of all US dollar figures (cost, value, profit): the precision of the price feeds. */
export const USD_DECIMALS = 8;
