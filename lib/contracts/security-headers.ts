// What every answer tells the browser about itself. One table, so that server, middleware and handlers cannot drift apart.

const HSTS = "max-age=31536000; includeSubDomains";
const PERMISSIONS = [
  "publickey-credentials-get=(self)",
  "publickey-credentials-create=(self)",
  ...[
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
  ].map((name) => `${name}=()`),
].join(", ");

/** Headers of every answer. HSTS only where the origin is https, since browsers ignore it elsewhere. `same-origin` keeps the Origin header of our own forms, which `no-referrer` would turn into null. */
export function securityHeaders(appOrigin: string): Readonly<Record<string, string>> {
  return {
    "referrer-policy": "same-origin",
    "permissions-policy": PERMISSIONS,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    ...(appOrigin.startsWith("https:") ? { "strict-transport-security": HSTS } : {}),
  };
}

/** Never kept by anyone: not by a proxy, not by the browser. */
export const NO_STORE = "private, no-store";

/** Policy of a page: scripts only with this answer's nonce. The development form allows what the framework's reloading needs. */
export function pageContentPolicy(nonce: string, isDevelopment: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Policy of an answer that is no page: nothing may run, load or frame it. */
export const API_CONTENT_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
