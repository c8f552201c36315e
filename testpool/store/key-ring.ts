// Keys are made per installation: a key published in a package would sign tokens that everybody can forge.
import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** One RS256 key of a pool. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** A pool's two keys: Cognito signs access and ID tokens with different keys of one key set (observed). */
export interface PoolKeys {
  readonly access: SigningKey;
  readonly id: SigningKey;
}

interface StoredKey {
  kid: string;
  privateKeyPem: string;
}

interface KeyFile {
  derivationSecret: string;
  pools: Record<string, { access: StoredKey; id: StoredKey }>;
}

/** The keys of this installation. */
export interface KeyRing {
  /** The pool's keys, made on first use and then kept. */
  poolKeys(poolId: string): PoolKeys;
  /** Bytes that only this installation can compute, for refresh tokens and simulated users. */
  derive(purpose: string, lengthBytes: number): Buffer;
}

function makeStoredKey(): StoredKey {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const privateKeyPem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { kid: randomBytes(32).toString("base64"), privateKeyPem };
}

function openKey(stored: StoredKey): SigningKey {
  const privateKey = createPrivateKey(stored.privateKeyPem);
  return { kid: stored.kid, privateKey, publicKey: createPublicKey(privateKey) };
}

/** HMAC-SHA256 in counter mode: as many bytes as asked for. */
function expand(secret: string, purpose: string, lengthBytes: number): Buffer {
  const blocks: Buffer[] = [];
  for (let counter = 0; blocks.length * 32 < lengthBytes; counter += 1) {
    blocks.push(createHmac("sha256", secret).update(`${counter}|${purpose}`).digest());
  }
  return Buffer.concat(blocks).subarray(0, lengthBytes);
}

function readKeyFile(path: string | null): KeyFile {
  if (path === null || !existsSync(path)) return { derivationSecret: randomBytes(32).toString("base64"), pools: {} };
  return JSON.parse(readFileSync(path, "utf8")) as KeyFile;
}

/** Opens `keys.json` in `dataDir` (mode 0600), or keeps keys in memory when `dataDir` is null. */
export function openKeyRing(dataDir: string | null): KeyRing {
  const path = dataDir === null ? null : join(dataDir, "keys.json");
  const file = readKeyFile(path);
  const opened = new Map<string, PoolKeys>();
  const save = () => {
    if (path === null || dataDir === null) return;
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.tmp`, JSON.stringify(file), { mode: 0o600 });
    renameSync(`${path}.tmp`, path);
  };
  if (path !== null && !existsSync(path)) save();
  const storedKeys = (poolId: string) => {
    const known = file.pools[poolId];
    if (known !== undefined) return known;
    const made = { access: makeStoredKey(), id: makeStoredKey() };
    file.pools[poolId] = made;
    save();
    return made;
  };
  return {
    poolKeys: (poolId) => {
      const known = opened.get(poolId);
      if (known !== undefined) return known;
      const stored = storedKeys(poolId);
      const keys = { access: openKey(stored.access), id: openKey(stored.id) };
      opened.set(poolId, keys);
      return keys;
    },
    derive: (purpose, lengthBytes) => expand(file.derivationSecret, purpose, lengthBytes),
  };
}

/** The public half as a JWK, with exactly the members that Cognito serves. */
export function publicJwk(key: SigningKey): Record<string, string> {
  const { e = "", n = "" } = key.publicKey.export({ format: "jwk" });
  return { alg: "RS256", e, kid: key.kid, kty: "RSA", n, use: "sig" };
}
