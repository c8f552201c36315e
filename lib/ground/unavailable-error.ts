/** The parts outside this process that can fail; each has its own row in readiness and its own sentence on screens. */
export type Dependency = "cognito" | "jwks" | "database" | "chain" | "signer" | "app" | "clock";

// Pages, handlers and middleware are bundled apart, so this class exists once per bundle while adapters are shared between them.
const BRAND = Symbol.for("holdfast.unavailable-error");

/** An outage: a dependency did not answer, or answered nonsense. It ends as 503 with a retry hint; nothing was decided. */
export class UnavailableError extends Error {
  override readonly name = "UnavailableError";
  readonly dependency: Dependency;
  readonly [BRAND] = true;

  constructor(dependency: Dependency, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.dependency = dependency;
  }

  /** `instanceof` asks for the brand: an outage thrown by another bundle's adapter is an outage too, and never a bug. */
  static override [Symbol.hasInstance](thrown: unknown): boolean {
    return typeof thrown === "object" && thrown !== null && BRAND in thrown;
  }
}
