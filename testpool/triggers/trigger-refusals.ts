// Every operation that fires Lambda triggers can be refused by one, always in the same three ways.

/** What a trigger that throws, is late every time, or answers no event ends an operation with. */
export const TRIGGER_REFUSALS = ["InvalidLambdaResponseException", "UnexpectedLambdaException", "UserLambdaValidationException"] as const;
