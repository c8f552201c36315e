/** Tells the time. Rules and verbs receive a number of seconds from it; nothing else in the product asks the machine. */
export interface Clock {
  /** Whole seconds since the Unix epoch. */
  nowSeconds(): number;
}
