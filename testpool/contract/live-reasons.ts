// Why a real pool cannot serve a case or a vector, in the words that the suites show.

/** Time of a real pool cannot be moved. */
export const MOVES_CLOCK = "It moves the pool's clock.";
/** A trigger of a real pool is a deployed function. */
export const NEEDS_FUNCTIONS = "It needs Lambda functions that are deployed with the pool.";
/** Mail of a real pool cannot be read. */
export const NEEDS_CODE = "It needs the code that was mailed.";
