// Fields that several operations share, each with the narrowest form that Amplify sends.
import "server-only";
import * as z from "zod";

/** A name as typed; it becomes an email or is refused later. */
export const USERNAME = z.string().min(1).max(320);

/** The browser's half of SRP: a number of at most 3072 bits (and a margin) in hex. */
export const SRP_A = z.string().regex(/^[0-9a-fA-F]{1,1024}$/);

/** Bytes in either alphabet of base64. */
export const BASE64 = z.string().regex(/^[A-Za-z0-9+/=_-]+$/);

/** A shell, or whatever else was put in its place; it is judged against the cookie. */
export const SHELL = z.string().min(1).max(8_192);

/** A sealed challenge. */
export const SEALED_SESSION = z.string().min(1).max(16_384);

/** A code as typed; the pool judges it. */
export const CODE = z.string().min(1).max(64);

/** A password on its way to the pool. */
export const PASSWORD = z.string().min(1).max(256);
