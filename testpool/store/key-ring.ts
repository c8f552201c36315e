// Keys are made per installation: a key published in a package would sign tokens that everybody can forge.
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

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

interface StoredPair {
  access: StoredKey;
  id: StoredKey;
}

interface KeyFile {
  derivationSecret: string;
  /** The pair that signs, and the earlier pairs that are still published, newest first. */
  pools: Record<string, StoredPair & { earlier?: StoredPair[] }>;
}

/** The keys of this installation. */
export interface KeyRing {
  /** The pool's signing keys, made on first use and then kept. */
  poolKeys(poolId: string): PoolKeys;
  /** Makes the pool's keys aside, on other cores, when there are none; resolves when they are there. */
  prepare(poolId: string): Promise<void>;
  /** Resolves when no keys of the pool are in the making. */
  settled(poolId: string): Promise<void>;
  /** Every pair that the pool publishes and that its tokens may be signed with: the signing pair first, then earlier ones. */
  publishedKeys(poolId: string): readonly PoolKeys[];
  /** New keys under new ids sign from now on; the earlier ones stay published and valid until `dropEarlier`. */
  rotate(poolId: string): PoolKeys;
  /** Takes every earlier pair out of the key set: tokens that they signed are invalid from now on. */
  dropEarlier(poolId: string): void;
  /** Bytes that only this installation can compute, for refresh tokens and simulated users. */
  derive(purpose: string, lengthBytes: number): Buffer;
}

const generateAside = promisify(generateKeyPair);
const RSA = { modulusLength: 2048 };

const makeStoredKey = (): StoredKey => storedKey(generateKeyPairSync("rsa", RSA).privateKey);
const makeStoredKeyAside = async (): Promise<StoredKey> => storedKey((await generateAside("rsa", RSA)).privateKey);

function storedKey(privateKey: KeyObject): StoredKey {
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

function openPair(stored: StoredPair): PoolKeys {
  return { access: openKey(stored.access), id: openKey(stored.id) };
}

/** The key pairs of every pool, opened once each. */
function openPairs(file: KeyFile, save: () => void): Omit<KeyRing, "derive"> {
  const opened = new Map<string, readonly PoolKeys[]>();
  const making = new Map<string, Promise<void>>();
  const setPairs = (poolId: string, [signing, ...earlier]: readonly [StoredPair, ...StoredPair[]]) => {
    file.pools[poolId] = { ...signing, earlier };
    opened.delete(poolId);
    save();
  };
  const storedPairs = (poolId: string): readonly [StoredPair, ...StoredPair[]] => {
    const known = file.pools[poolId];
    if (known !== undefined) return [{ access: known.access, id: known.id }, ...(known.earlier ?? [])];
    const made = { access: makeStoredKey(), id: makeStoredKey() };
    setPairs(poolId, [made]);
    return [made];
  };
  const publishedKeys = (poolId: string): readonly PoolKeys[] => {
    const pairs = opened.get(poolId) ?? storedPairs(poolId).map(openPair);
    opened.set(poolId, pairs);
    return pairs;
  };
  const poolKeys = (poolId: string): PoolKeys => publishedKeys(poolId)[0] ?? openPair(storedPairs(poolId)[0]);
  const makeAside = async (poolId: string) => {
    const [access, id] = await Promise.all([makeStoredKeyAside(), makeStoredKeyAside()]);
    making.delete(poolId);
    if (file.pools[poolId] === undefined) setPairs(poolId, [{ access, id }]);
  };
  const settled = (poolId: string) => making.get(poolId) ?? Promise.resolve();
  return {
    poolKeys,
    publishedKeys,
    settled,
    prepare: (poolId) => {
      if (file.pools[poolId] === undefined && !making.has(poolId)) making.set(poolId, makeAside(poolId));
      return settled(poolId);
    },
    rotate: (poolId) => {
      setPairs(poolId, [{ access: makeStoredKey(), id: makeStoredKey() }, ...storedPairs(poolId)]);
      return poolKeys(poolId);
    },
    dropEarlier: (poolId) => {
      setPairs(poolId, [storedPairs(poolId)[0]]);
    },
  };
}

/** Opens `keys.json` in `dataDir` (mode 0600), or keeps keys in memory when `dataDir` is null. */
export function openKeyRing(dataDir: string | null): KeyRing {
  const path = dataDir === null ? null : join(dataDir, "keys.json");
  const file = readKeyFile(path);
  const save = () => {
    if (path === null || dataDir === null) return;
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.tmp`, JSON.stringify(file), { mode: 0o600 });
    renameSync(`${path}.tmp`, path);
  };
  if (path !== null && !existsSync(path)) save();
  return { ...openPairs(file, save), derive: (purpose, lengthBytes) => expand(file.derivationSecret, purpose, lengthBytes) };
}

/** The public half as a JWK, with exactly the members that Cognito serves. */
export function publicJwk(key: SigningKey): Record<string, string> {
  const { e = "", n = "" } = key.publicKey.export({ format: "jwk" });
  return { alg: "RS256", e, kid: key.kid, kty: "RSA", n, use: "sig" };
}
