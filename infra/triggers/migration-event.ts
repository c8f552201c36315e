// The part of Cognito's UserMigration event that the function reads. The shape is Cognito's, so the names are not ours to choose.

/** A name that the pool does not know, with the password that was typed or, where it was forgotten, without one. */
export interface MigrationEvent {
  readonly triggerSource: string;
  /** What was typed: an address. */
  readonly userName: string;
  readonly callerContext: { readonly clientId: string };
  readonly request: { readonly password?: string };
  readonly response: Readonly<Record<string, unknown>>;
}
