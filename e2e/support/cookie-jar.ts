// Cookies as a browser would keep them for one origin: by name, with their paths. It also keeps every line it ever saw,
// because a thief replays cookies that the browser has long dropped.

interface Cookie {
  readonly value: string;
  readonly path: string;
}

/** The jar of one pretend browser. */
export class CookieJar {
  readonly #cookies = new Map<string, Cookie>();
  readonly #seenLines: string[] = [];

  /** Takes over what a server set or cleared. Lines are raw Set-Cookie values. */
  absorb(setCookieLines: readonly string[]): void {
    for (const line of setCookieLines) {
      this.#seenLines.push(line);
      const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
      const name = pair.slice(0, pair.indexOf("="));
      const attribute = (wanted: string) =>
        attributes.find((given) => given.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
      const maxAge = attribute("max-age");
      const expires = attribute("expires");
      const gone = maxAge !== undefined ? Number(maxAge) <= 0 : expires !== undefined && Date.parse(expires) <= 0;
      if (gone) this.#cookies.delete(name);
      else this.#cookies.set(name, { value: pair.slice(pair.indexOf("=") + 1), path: attribute("path") ?? "/" });
    }
  }

  /** The Cookie header for a path, or null when the jar has nothing for it. */
  headerFor(path: string): string | null {
    const pairs = [...this.#cookies]
      .filter(([, cookie]) => cookie.path === "/" || path.startsWith(cookie.path))
      .map(([name, cookie]) => `${name}=${cookie.value}`);
    return pairs.length === 0 ? null : pairs.join("; ");
  }

  get(name: string): string | null {
    return this.#cookies.get(name)?.value ?? null;
  }

  /** Plants a cookie as an attacker beside the victim could. */
  plant(name: string, value: string, path = "/"): void {
    this.#cookies.set(name, { value, path });
  }

  drop(name: string): void {
    this.#cookies.delete(name);
  }

  names(): string[] {
    return [...this.#cookies.keys()];
  }

  /** Every Set-Cookie line this jar has met, oldest first. */
  seenLines(): readonly string[] {
    return this.#seenLines;
  }

  /** A second jar with the same cookies: the thief's copy. */
  copy(): CookieJar {
    const jar = new CookieJar();
    for (const [name, cookie] of this.#cookies) jar.plant(name, cookie.value, cookie.path);
    return jar;
  }
}
