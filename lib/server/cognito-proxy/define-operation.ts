// The shape of an allowed operation: a schema that names every field it reads, and what is done with them. A field that the
// schema does not name is dropped; a field of the wrong type refuses the request.
import "server-only";
import type * as z from "zod";

import { requestRefused } from "./cognito-exception";
import type { Exchange } from "./exchange";

/** One allowed operation as the edge sees it. */
export interface Operation {
  readonly name: string;
  /** Whether Amplify may send it again after an outage. A challenge can be answered only once. */
  readonly isRepeatable: boolean;
  /** Whether its answers leave at even times, because the time that the pool takes would tell whose account it is about. */
  readonly answersEvenly: boolean;
  /** Every field that the operation reads; what it does not name is dropped. */
  readonly request: z.ZodType;
  /** Judges the body and answers only named fields. Throws CognitoException, or UnavailableError on an outage. */
  perform(body: unknown, exchange: Exchange): Promise<object>;
}

/** The same operation with a narrower door: a request must have this form before the operation's own form is asked. */
export function narrowOperation(operation: Operation, request: z.ZodType): Operation {
  return {
    ...operation,
    request,
    perform: (body, exchange) => {
      if (!request.safeParse(body).success) throw requestRefused("This form of the operation is not offered here.");
      return operation.perform(body, exchange);
    },
  };
}

/** Ties a schema to its deed, so that no deed can see an unjudged body. */
export function defineOperation<Schema extends z.ZodType>(definition: {
  readonly name: string;
  readonly isRepeatable: boolean;
  readonly answersEvenly?: boolean;
  readonly request: Schema;
  perform(request: z.output<Schema>, exchange: Exchange): Promise<object>;
}): Operation {
  return {
    name: definition.name,
    isRepeatable: definition.isRepeatable,
    answersEvenly: definition.answersEvenly ?? false,
    request: definition.request,
    perform: (body, exchange) => {
      const request = definition.request.safeParse(body);
      if (!request.success) throw requestRefused("The request does not have the form that this operation takes.");
      return definition.perform(request.data, exchange);
    },
  };
}
