// AuthParameters and ChallengeResponses are maps; what a flow needs of them is judged here.
import { invalidParameter } from "./cognito-exception";

/** A required member of AuthParameters or ChallengeResponses, with Cognito's own sentence when it is missing (observed). */
export function requireParameter(map: Readonly<Record<string, string>>, name: string): string {
  const value = map[name];
  if (value === undefined || value === "") throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}
