import { describe, expect, it } from "vitest";
import {
  clearedPreAuthSetCookie,
  clearedSessionSetCookies,
  COOKIES,
  deviceSetCookie,
  preAuthSetCookie,
  readCookies,
  sessionSetCookies,
  choseViewOnly,
  clearedViewOnlySetCookie,
  viewOnlySetCookie,
} from "./cookies";

const valueIn = (header: string | null, name: string): string | undefined => {
  const read = readCookies(header);
  return read.ok ? read.value.get(name) : read.refusal;
};

describe("reading cookies", () => {
  it("finds ours among others", () => {
    const read = readCookies(`a=1; ${COOKIES.access}=x.y.z; b=2; ${COOKIES.refresh}=r==; ${COOKIES.preAuth}=p`);
    expect(read.ok && Object.fromEntries(read.value)).toEqual({
      [COOKIES.access]: "x.y.z",
      [COOKIES.refresh]: "r==",
      [COOKIES.preAuth]: "p",
    });
  });

  it.each(Object.values(COOKIES))("refuses two of %s, equal or not, wherever they stand", (name) => {
    expect(readCookies(`${name}=a; ${name}=b`)).toEqual({ ok: false, refusal: "duplicate_cookie" });
    expect(readCookies(`${name}=a; x=1; ${name}=a`)).toEqual({ ok: false, refusal: "duplicate_cookie" });
    expect(readCookies(`${name}; ${name}=a`)).toEqual({ ok: false, refusal: "duplicate_cookie" });
  });

  it("does not mind two of a name that is not ours", () => {
    expect(valueIn(`a=1; a=2; ${COOKIES.access}=t`, COOKIES.access)).toBe("t");
  });

  it.each(["\u2000", "\u00a0", "\u0085", "\u3000", "\ufeff"])("does not take a name behind the Unicode space %j for ours", (space) => {
    expect(valueIn(`${space}${COOKIES.access}=planted`, COOKIES.access)).toBeUndefined();
    expect(valueIn(`${space}${COOKIES.access}=planted; ${COOKIES.access}=real`, COOKIES.access)).toBe("real");
  });

  it.each([
    `x="; ${COOKIES.access}=in-quotes"`,
    `${COOKIES.access.toLowerCase()}=case`,
    `%5F%5FHost-hf_at=encoded`,
    `__Host-hf_at2=longer`,
    `x__Host-hf_at=shorter`,
  ])("does not mistake %s", (header) => {
    const found = valueIn(header, COOKIES.access);
    // A name inside a quoted value is read by RFC 6265 as a cookie of its own; then it is one and stays the only one.
    expect(found === undefined || found === 'in-quotes"').toBe(true);
  });

  it("reads nothing from nothing", () => {
    expect(valueIn(null, COOKIES.access)).toBeUndefined();
    expect(valueIn("", COOKIES.access)).toBeUndefined();
    expect(valueIn(";;;=;", COOKIES.access)).toBeUndefined();
  });
});

describe("setting cookies", () => {
  const lines = [
    ...sessionSetCookies({ accessToken: "at", refreshToken: "rt" }, null),
    ...sessionSetCookies({ accessToken: "at", refreshToken: "rt" }, "view_only"),
    preAuthSetCookie("p"),
    viewOnlySetCookie(),
    clearedViewOnlySetCookie(),
    deviceSetCookie("d"),
    ...clearedSessionSetCookies(),
    clearedPreAuthSetCookie(),
  ];

  it.each(lines)("keeps every cookie from script and from plain http: %s", (line) => {
    expect(line).toMatch(/; HttpOnly; Secure; SameSite=(Lax|Strict)$/);
    expect(line).not.toMatch(/Domain/i);
    expect(line.startsWith("__Host-") ? line.includes("; Path=/;") : line.includes("; Path=/api/auth;")).toBe(true);
  });

  it("sends the refresh token only to the auth routes and never from another site", () => {
    expect(sessionSetCookies({ accessToken: "at", refreshToken: "rt" }, "unknown_passkey")[1]).toBe(
      "__Secure-hf_rt=rt; Path=/api/auth; Max-Age=43200; HttpOnly; Secure; SameSite=Strict",
    );
  });

  it("lets nothing of a session that may only look outlive the browser", () => {
    for (const line of sessionSetCookies({ accessToken: "at", refreshToken: "rt" }, "view_only"))
      expect(line).not.toMatch(/Max-Age|Expires/i);
  });

  it.each([
    [null, false],
    [`${COOKIES.access}=a`, false],
    [`${COOKIES.viewOnly}=1`, true],
    [`${COOKIES.viewOnly}=0; x=y`, true],
    [`${COOKIES.viewOnly}=`, true],
    [`${COOKIES.viewOnly}=1; ${COOKIES.viewOnly}=`, true],
  ])("reads of %j whether its browser chose to look only: %s", (header, chosen) => {
    expect(choseViewOnly(header)).toBe(chosen);
  });

  it("clears every cookie of a session, the sign-in binding included, and leaves the mark of a known browser", () => {
    const { device, viewOnly: _choice, ...ofSession } = COOKIES;
    expect(clearedSessionSetCookies().map((line) => line.split("=")[0])).toEqual(Object.values(ofSession));
    expect(clearedSessionSetCookies().join()).not.toContain(device);
    expect(clearedSessionSetCookies().every((line) => line.includes("Max-Age=0"))).toBe(true);
  });
});
