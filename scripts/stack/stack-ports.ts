// The ports of one stack. PostgreSQL's is the system's choice, because nobody types it.

export interface StackPorts {
  readonly app: number;
  readonly pool: number;
  /** Of the chain that pays withdrawals; the other local chains take the ports after it. */
  readonly chain: number;
  /** Where the test pool receives the mail that the worker sends. */
  readonly mail: number;
}
