// The Cognito protocol as Amplify speaks it to our proxy, without Amplify: one call, one answer, cookies kept.
import type { AppClient, CallOptions } from "./app-client";
import type { RawAnswer } from "./raw-answer";

export const AMZ_JSON = "application/x-amz-json-1.1";

export interface CognitoAnswer {
  readonly ok: boolean;
  /** The exception's name without a namespace; null for a success. */
  readonly errorName: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly answer: RawAnswer;
}

/** Calls one operation through the product's proxy. */
export async function callProxy(client: AppClient, operation: string, fields: object, options: CallOptions = {}): Promise<CognitoAnswer> {
  const headers = [
    ["Content-Type", AMZ_JSON],
    ["X-Amz-Target", `AWSCognitoIdentityProviderService.${operation}`],
    ...(options.headers ?? []),
  ] as const;
  return read(await client.call("POST", "/api/auth/cognito", { ...options, json: fields, headers }));
}

/** Calls one operation at the pool itself, as a thief who went round the product would. */
export async function callPool(poolUrl: string, operation: string, fields: object): Promise<CognitoAnswer> {
  const answer = await fetch(poolUrl, {
    method: "POST",
    body: JSON.stringify(fields),
    headers: { "content-type": AMZ_JSON, "x-amz-target": `AWSCognitoIdentityProviderService.${operation}` },
  });
  return read({ status: answer.status, headers: [...answer.headers], text: await answer.text() });
}

function read(answer: RawAnswer): CognitoAnswer {
  const fields = parse(answer.text);
  const type = fields["__type"];
  const errorName =
    answer.status === 200 ? null : typeof type === "string" ? (type.split("#").at(-1) ?? type) : `status ${String(answer.status)}`;
  return { ok: answer.status === 200, errorName, fields, answer };
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** A text field that must be there; the suite stops with the whole answer when it is not. */
export function textField(from: CognitoAnswer, ...path: readonly string[]): string {
  let value: unknown = from.fields;
  for (const name of path) value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  if (typeof value === "string") return value;
  throw new Error(`The answer has no ${path.join(".")}: ${String(from.answer.status)} ${from.answer.text}`);
}
