// DeviceType is a person's reading of a user agent: an operating system and a browser or app.

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone|iPad|iOS/i, "iOS"],
  [/Android/i, "Android"],
  [/Windows/i, "Windows"],
  [/Mac OS|macOS|darwin/i, "macOS"],
  [/Linux/i, "Linux"],
];
const PROGRAMS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, "Edge"],
  [/Firefox\//, "Firefox"],
  [/Chrome\/|Chromium/, "Chrome"],
  [/Safari\//, "Safari"],
  [/amplify/i, "Amplify"],
  [/aws-sdk-js/i, "AWS SDK"],
];

const firstMatch = (table: readonly (readonly [RegExp, string])[], text: string) => table.find(([pattern]) => pattern.test(text))?.[1];

/** For example `Windows, Firefox`, or `unknown` (documented value; the form of the others is assumed). */
export function deviceTypeOf(userAgent: string): string {
  const parts = [firstMatch(SYSTEMS, userAgent), firstMatch(PROGRAMS, userAgent)].filter((part) => part !== undefined);
  return parts.length === 0 ? "unknown" : parts.join(", ");
}
